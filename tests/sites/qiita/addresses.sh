# sh addresses.sh SITE WORK: the addresses of what Qiita's command line finds in a site, as JSON.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../npm.sh" "$here/package.json" "$2"
qiita="$(cd "$2" && pwd)/node_modules/@qiita/qiita-cli"
node "$here/addresses.cjs" "$qiita" "$1" "$(cat "$here/account")"

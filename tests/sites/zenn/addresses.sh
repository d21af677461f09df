# sh addresses.sh SITE WORK: the addresses of what Zenn's command line takes in a site, as JSON.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../npm.sh" "$here/package.json" "$2"
zenn="$(cd "$2" && pwd)/node_modules/zenn-cli"
cd "$1" && node "$here/addresses.cjs" "$zenn" "$(cat "$here/account")"

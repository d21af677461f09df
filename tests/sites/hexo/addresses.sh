# sh addresses.sh SITE WORK: the addresses that Hexo gives the posts of a site, as JSON.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../npm.sh" "$here/package.json" "$2"
ln -s "$(cd "$2" && pwd)/node_modules" "$1/node_modules"
# a site is built in its own time zone, on the machine of its writer
zone=$(sed -n 's/^timezone: *//p' "$1/_config.yml")
cd "$1" && TZ="${zone:-Asia/Tokyo}" node "$here/addresses.cjs"

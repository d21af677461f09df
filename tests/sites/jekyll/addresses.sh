#!/bin/sh
# addresses.sh SITE WORK: builds a site with Jekyll 4.3 and prints path -> address as JSON.
# Jekyll is Debian's, with the plugins of GitHub Pages that make pages; nothing is downloaded.
set -eu
needs="jekyll ruby-jekyll-optional-front-matter ruby-jekyll-readme-index"
if ! jekyll --version 2>/dev/null | grep -q '^jekyll 4\.3\.'; then
  echo "addresses.sh: expected Jekyll 4.3: apt-get install --no-install-recommends $needs" >&2
  exit 1
fi
here=$(cd "$(dirname "$0")" && pwd)
site=$(cd "$1" && pwd)
run=$2/run
rm -rf "$run"
mkdir -p "$run"
cp -R "$site" "$run/site"
cd "$run/site"
# without a time zone in its configuration a site is built where its owner is: in Japan
TZ=Asia/Tokyo LC_ALL=C.UTF-8 JEKYLL_NO_BUNDLER_REQUIRE=true exec ruby "$here/addresses.rb"

#!/bin/sh
# Peers of the benchmark that Debian packages. Says what is missing where it cannot install it.
set -eu

packages="groonga groonga-tokenizer-mecab python3-xapian"
missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" ||
    missing="$missing $package"
done
[ -n "$missing" ] || exit 0

give_up() {
  echo "benchmarks: cannot install$missing: $1" >&2
  echo "benchmarks: on Debian or Ubuntu, as root: apt-get install$missing" >&2
  exit 1
}

command -v apt-get >/dev/null || give_up "no apt-get"
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || give_up "not root, no sudo"
  as_root="sudo"
fi
$as_root apt-get update -qq || give_up "apt-get update failed"
# shellcheck disable=SC2086 # names of packages, to be split
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing \
  >/dev/null || give_up "apt-get install failed"

#!/bin/sh
# Runs the suite on each of the interpreters named that is there, in an environment of its own.
set -u
cd "$(dirname "$0")/.."
said=""
failed=0

prepare() { # $1 the interpreter, $2 the environment
  "$1" -m venv "$2" || return
  pip="$2/bin/python -m pip install --quiet --disable-pip-version-check"
  $pip --require-hashes --requirement lock/build.txt &&
    $pip --require-hashes --no-build-isolation --requirement lock/dev.txt &&
    $pip --no-deps --no-build-isolation --editable .
}

for python in "$@"; do
  if ! version=$("$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null); then
    said="$said$python: not here\n"
    continue
  fi
  place=".venv/pythons/$version"
  if prepare "$python" "$place" && "$place/bin/python" -m pytest -n 2 --dist loadfile --no-loadscope-reorder; then
    said="$said$version: passed\n"
  else
    said="$said$version: failed\n"
    failed=1
  fi
done
printf "$said"
case "$said" in *passed*) exit $failed ;; esac
echo "no Python was tried: make pythons PYTHONS='python3.12 /path/to/python3.13'" >&2
exit 1

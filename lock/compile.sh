#!/bin/sh
# Writes the lock files anew, with the newest versions that pyproject.toml allows. On the oldest
# Python we run on, for what it gets runs on the later ones too.
set -eu
cd "$(dirname "$0")/.."
tools=.venv/lock
"${PYTHON:-python3.11}" -m venv --clear "$tools"
"$tools/bin/python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and (
  "make lock needs Python 3.11: make lock PYTHON_LOCK=…"))'
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check "pip-tools>=7.5,<8"

compile() {
  CUSTOM_COMPILE_COMMAND="make lock" "$tools/bin/pip-compile" --quiet --upgrade --generate-hashes \
    --allow-unsafe --strip-extras --no-emit-options "$@"
}
compile --output-file lock/build.txt lock/build.in
compile --constraint lock/build.txt --extra dev --output-file lock/dev.txt pyproject.toml
compile --constraint lock/dev.txt --output-file lock/run.txt pyproject.toml

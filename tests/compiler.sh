#!/bin/sh
# Makes sure that the kernels can be compiled: installs Debian's C compiler, and the headers of its
# Python, where it may. Without them all works, and slower.
set -u
python="${PYTHON:-python3}"
headers='import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))'
ready() { command -v cc >/dev/null 2>&1 && "$python" -c "$headers"; }

ready && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing a C compiler for the kernels"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    gcc libc6-dev python3-dev >/dev/null
fi
ready || echo "no C compiler, or no headers of Python (Debian: apt-get install gcc libc6-dev" \
  "python3-dev): the kernels run plain, several times slower" >&2
exit 0

#!/bin/sh
# Makes sure that a Chromium is there for the browser tests: installs Debian's where it may.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing chromium for the browser tests"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
fi
if command -v chromium >/dev/null 2>&1; then exit 0; fi
echo "make test needs Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk)" >&2
exit 1

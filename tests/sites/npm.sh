# sh npm.sh PACKAGE_JSON WORK: installs the packages that PACKAGE_JSON pins into WORK, unless they
# are there already. Nothing of a package runs while it is installed.
set -eu
if ! cmp -s "$1" "$2/package.json" || [ ! -d "$2/node_modules" ]; then
    rm -rf "$2/node_modules" "$2/package.json"
    cp "$1" "$2/wanted.json"
    mkdir -p "$2/install"
    cp "$1" "$2/install/package.json"
    (cd "$2/install" && npm install --ignore-scripts --no-audit --no-fund --no-package-lock \
        --no-update-notifier --loglevel=error >&2)
    mv "$2/install/node_modules" "$2/node_modules"
    rm -rf "$2/install"
    mv "$2/wanted.json" "$2/package.json"
fi

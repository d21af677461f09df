"""The sites under `tests/sites/`, one a generator, and what the real generators make of them:
`python -m tests.generators NAME…` builds them anew and writes the golden files.

`tests/sites/<name>/site/` holds the files of a site, `variants/<variant>/` those that another
configuration puts over them. `addresses.sh SITE WORK` there runs the real generator on a copy,
`SITE`, may use the folder `WORK`, and prints JSON: the path of each post file that is published →
its decoded address. The file `account` there holds the owner's name on a platform.
`tests/golden/sites/<name>.json` has every post file of each variant with its address, null for one
that is not published.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from index.posts import find_site, load_post, walk
from index.values import PostSettings, Visibility
from tests.conftest import JST, NOW, ROOT

SITES = ROOT / "tests" / "sites"
GOLDEN = ROOT / "tests" / "golden" / "sites"
BASE = "site"
"""The name of the variant without files over it."""
Addresses = dict[str, str | None]


def names() -> list[str]:
    """The generators that have a site."""
    return sorted(path.name for path in SITES.iterdir() if (path / BASE).is_dir())


def variants(name: str) -> list[str]:
    """The variants of a generator's site, BASE first."""
    over = SITES / name / "variants"
    return [BASE, *(sorted(path.name for path in over.iterdir()) if over.is_dir() else [])]


def copy(name: str, variant: str, to: Path) -> Path:
    """A copy of a variant in the folder `to`, which is returned."""
    shutil.copytree(SITES / name / BASE, to, dirs_exist_ok=True)
    if variant != BASE:
        shutil.copytree(SITES / name / "variants" / variant, to, dirs_exist_ok=True)
    return to


def settings(name: str) -> PostSettings:
    """The settings for a generator's site."""
    account = SITES / name / "account"
    return PostSettings(account=account.read_text("utf-8").strip() if account.exists() else "")


def ours(root: Path, settings: PostSettings = PostSettings()) -> Addresses:  # noqa: B008
    """What we make of the site in a folder: the address, decoded, of each post file, None for one
    that is not listed."""
    return dict(_ours(root, settings))


def _ours(root: Path, settings: PostSettings) -> Iterator[tuple[str, str | None]]:
    site = find_site(root, settings)
    for name, path in walk(root, passed_over=site.generator.passed_over):
        post = load_post(path.read_bytes(), name, site, JST, NOW) if site.publishes(name) else None
        listed = post is not None and post.visibility is Visibility.LISTED
        yield name, unquote(post.url) if post and listed and post.url else None


def real(name: str, root: Path, work: Path) -> Addresses:
    """What the real generator makes of the site in a folder; CalledProcessError where it fails."""
    script = SITES / name / "addresses.sh"
    done = subprocess.run(
        ["sh", script, root, work], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    published: dict[str, str] = json.loads(done.stdout)
    found = walk(root, passed_over=find_site(root).generator.passed_over)
    return {post_id: published.get(post_id) for post_id, _ in found}


def golden(name: str) -> dict[str, Addresses]:
    """The addresses of a generator's site, by variant."""
    kept: dict[str, Addresses] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return kept


def write(name: str) -> None:
    """Builds all variants by the real generator and writes the golden file."""
    work = ROOT / ".sites" / name
    work.mkdir(parents=True, exist_ok=True)
    made: dict[str, Addresses] = {}
    for variant in variants(name):
        with tempfile.TemporaryDirectory() as folder:
            made[variant] = real(name, copy(name, variant, Path(folder) / "site"), work)
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True)
    (GOLDEN / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    for one in sys.argv[1:] or names():
        print(one, flush=True)
        write(one)

"""A build killed at any call of its client leaves its name leading to the old generation or, at the
end, to the new one, and the next one clears up."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.cluster import Client, current
from tests.cluster_build import built, indexes, opened
from tests.conftest import ROOT, post_text
from tests.nodes import three_nodes

pytestmark = pytest.mark.cluster
_POSTS = 6
_MOST = 100
"""More calls than a build of few posts makes."""


def _write(folder: Path, version: int) -> None:
    """Every post says the version; each changes two names."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for number in range(version, version + _POSTS):
        text = post_text(f"第{version}版の{number}番目。", title=f"題{number}")
        (folder / f"{number}.md").write_text(text, encoding="utf-8")


def _versions(client: Client, index: str) -> dict[int, int]:
    """How many posts of a generation say each version that there may be."""
    asked = [{"size": 0, "track_total_hits": True, "query": {"match_phrase": {"text": f"第{n}版"}}}
             for n in (1, 2)]  # fmt: skip
    totals = [one["hits"]["total"]["value"] for one in client.msearch(index, asked)]
    return dict(zip((1, 2), totals, strict=True))


def _free(client: Client, name: str) -> None:
    """What the time does for which a lock is held."""
    said = {"holder": "killed:1", "since": "", "token": "", "until": 0.0}
    client.request("PUT", f"/{name}-state/_doc/lock", said)


@pytest.mark.parametrize("kind", ["full", "changes"])
def test_killed_anywhere_a_build_leaves_the_old_index_or_the_new_one(
    tmp_path: Path, kind: str
) -> None:
    name = f"crash{kind}"
    address = three_nodes().address(name)
    posts = tmp_path / "posts"
    _write(posts, 1)
    built(posts, address)
    _write(posts, 2)
    with opened(address) as (client, _):
        for call in range(1, _MOST):
            _free(client, name)
            moment = "after" if call % 2 else "before"
            command = [sys.executable, "-m", "tests.cluster_build", str(posts), address, kind]
            done = subprocess.run([*command, str(call), moment], cwd=ROOT, check=False)
            found = _versions(client, current(client, name)[0])
            if found == {1: 0, 2: _POSTS}:
                break
            assert (found, done.returncode) == ({1: _POSTS, 2: 0}, -9)
            assert current(client, name)[0] == f"{name}-000001"
            assert len(indexes(client, name)) <= 3
        else:
            raise AssertionError("no build came to its end")
        assert call > 10
        _free(client, name)
        _write(posts, 1)
        built(posts, address, full=True)
        assert _versions(client, current(client, name)[0]) == {1: _POSTS, 2: 0}
        assert len(indexes(client, name)) == 3  # with the one before, and what is beside them
        for index in indexes(client, name):
            client.request("DELETE", f"/{index}")

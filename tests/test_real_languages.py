"""The script of real posts tells the language that their folders and heads say."""

import re
import tarfile
from collections.abc import Iterator

from index.posts.language.guess import guess_language
from index.posts.load import load_post
from index.posts.sites.site import Site
from index.values.errors import PostError
from tests.conftest import DATA, JST, NOW, needs_data

pytestmark = needs_data
_SAYS_JAPANESE = re.compile(r"/ja/|^docs-desktop\.ja-jp|^[^/]*\.ja-JP/")
_STEP = 5
"""Of so many posts one is read."""


def _japanese() -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of posts that are Japanese by their folder or head."""
    number = 0
    with tarfile.open(DATA / "posts" / "posts.tar.xz") as archive:
        for member in archive:
            if not member.isfile() or not (file := archive.extractfile(member)):
                continue
            data = file.read()
            if _SAYS_JAPANESE.search(member.name) or re.search(rb"(?m)^lang: ja\b", data[:2000]):
                number += 1
                if number % _STEP == 0:
                    yield member.name, data


def test_the_script_of_a_text_agrees_with_its_folder_and_head() -> None:
    wrong, seen = [], 0
    for name, data in _japanese():
        try:
            post = load_post(data, name, Site(), JST, NOW)
        except PostError:
            continue
        seen += 1
        told = guess_language(post.sections)
        wrong += [] if (told.language, told.plain) == ("ja", True) else [name]
    assert seen > 100
    assert wrong == []

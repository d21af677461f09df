"""The owner's own pattern of addresses, `[posts] address`."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from index.posts import find_site, load_post
from index.values import ConfigError, PostSettings
from tests.conftest import JST, NOW
from tests.console import call

DATED = "date: 2024-03-01T20:05:06Z\nslug: my-slug\ncategories: [旅, 京都]\nlang: ja\nnum: 12"


def address(
    root: Path, pattern: str, post_id: str = "blog/2024-03-02-題 名.md", head: str = DATED
) -> str | None:
    site = find_site(root, PostSettings(address=pattern))
    return load_post(f"---\n{head}\n---\n本文".encode(), post_id, site, JST, NOW).url


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/blog/{slug}/", "/blog/my-slug/"), ("/{path}/", "/blog/2024-03-02-題 名/"),
        ("/{folder}/{name}.html", "/blog/2024-03-02-題 名.html"),
        ("/{year}/{month}/{day}/", "/2024/03/02/"), ("/{date}", "/2024-03-02"),
        ("/{hour}{minute}{second}/", "/050506/"), ("/{lang}/{num}", "/ja/12"),
        ("/{category}/{slug}", "/旅/my-slug"), ("/{ slug }/", "/my-slug/"), ("/{SLUG}", "/my-slug"),
        ("/記事/{slug}", "/記事/my-slug"), ("/?p={num}", "/?p=12"), ("/#{slug}", "/#my-slug"),
        ("https://ex.jp/ブログ/{slug}/", "https://ex.jp/ブログ/my-slug/"), ("/about/", "/about/"),
    ],
)  # fmt: skip
def test_names_in_braces_are_filled(tmp_path: Path, pattern: str, expected: str) -> None:
    found = address(tmp_path, pattern)
    assert found is not None
    assert unquote(found) == expected
    assert found.isascii()
    assert not set(found) & set(' "<>{}')


@pytest.mark.parametrize(
    "pattern", ["/{unknown}/", "/{slug}/{unknown}", "/{日付}", "/{title.x}", "/{categories}"]
)
def test_a_name_without_a_value_gives_no_address(tmp_path: Path, pattern: str) -> None:
    assert address(tmp_path, pattern) is None


@pytest.mark.parametrize("name", ["year", "month", "day", "hour", "date", "category", "lang"])
def test_a_post_without_a_date_or_key_has_no_address(tmp_path: Path, name: str) -> None:
    assert address(tmp_path, f"/{{{name}}}/{{slug}}/", "a.md", "title: 題") is None
    assert address(tmp_path, "/{slug}/", "a.md", "title: 題") == "/a/"


@pytest.mark.parametrize(
    ("post_id", "expected"),
    [
        ("2024-01-02-a.md", "/a/"), ("2024-1-2_a.md", "/a/"), ("a/index.md", "/a/"),
        ("x/2024-01-02-a/index.md", "/a/"), ("a/README.md", "/a/"), ("a.b.md", "/a.b/"),
        ("C#「入門」&100%?.md", "/C#「入門」&100%?/"), ("a\\b.md", "/a\\b/"), ("..b.md", "/..b/"),
        ("index.md", None), ("2024-01-02.md", "/2024-01-02/"),
    ],
)  # fmt: skip
def test_a_slug_is_the_name_without_its_date(
    tmp_path: Path, post_id: str, expected: str | None
) -> None:
    found = address(tmp_path, "/{slug}/", post_id, "title: 題")
    assert (found and unquote(found)) == expected
    assert found is None or not set(found) & set("#?\\「")


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("/reference/async", "/docs/reference/async/"), ("a//b", "/docs/a/b/"),
        ("//evil.example/x", "/docs/evil.example/x/"), ("a?b#c", "/docs/a%3Fb%23c/"),
        ("100%", "/docs/100%25/"), ("日本", "/docs/%E6%97%A5%E6%9C%AC/"),
    ],
)  # fmt: skip
def test_a_slug_is_a_path_whatever_it_holds(tmp_path: Path, slug: str, expected: str) -> None:
    assert address(tmp_path, "/docs/{slug}/", head=f'slug: "{slug}"') == expected
    rooted = address(tmp_path, "/{slug}/", head=f'slug: "{slug}"')
    assert rooted == expected.removeprefix("/docs")


def test_what_a_post_states_counts_before_the_pattern(tmp_path: Path) -> None:
    assert address(tmp_path, "/blog/{slug}/", head="permalink: /own/") == "/own/"


@pytest.mark.parametrize(
    "pattern",
    [
        "/{slug", "/slug}", "/{}", "/{ }", "/{a{b}}", "/{:slug}", "{slug}", "blog/{slug}",
        "ftp://ex.jp/{slug}", "https://ex.jp", "https://{host}/{slug}", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigError, match=r"address: expected .* such as /blog/\{slug\}/, found"):
        PostSettings(address=pattern)


@pytest.mark.parametrize("account", ["https://zenn.dev/taro", "taro/articles", "タロウ さん"])
def test_an_account_is_a_name(account: str) -> None:
    with pytest.raises(ConfigError, match="account: expected a name"):
        PostSettings(account=account)


def test_the_command_line_says_what_a_pattern_is(tmp_path: Path) -> None:
    (tmp_path / "sakuin.toml").write_text('[posts]\naddress = "/{slug"\n', encoding="utf-8")
    (tmp_path / "a.md").write_text("本文", encoding="utf-8")
    done = call("reindex", tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "address: expected /…" in done.stderr

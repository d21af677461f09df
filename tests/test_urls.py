"""Where a post is on the web: one address that is safe, or none. Each site is written for the
test."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index.posts.load import load_post
from index.posts.sites.site import find_site
from index.values import PostSettings
from index.values.errors import ConfigError
from tests.conftest import JST, NOW
from tests.test_permalinks import POST, jekyll, url


def test_the_base_url_wins_over_the_sites_own(tmp_path: Path) -> None:
    files = jekyll("url: https://old.jp\nbaseurl: /b")
    assert url(tmp_path, files, POST, base="https://new.jp/p/") == (
        "https://new.jp/p/2024/01/02/a-b.html"
    )


@pytest.mark.parametrize("base", ["ftp://a.jp", "javascript:alert(1)", "a.jp", "", "https://"])
def test_a_base_url_that_is_none_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(ConfigError, match="base-url: expected"):
        find_site(tmp_path, PostSettings(base_url=base))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("/日本/語", "/%E6%97%A5%E6%9C%AC/%E8%AA%9E"),
        ("/a%E3%81%82?b=c#d", "/a%E3%81%82?b=c#d"),
    ],
)
def test_an_address_that_a_post_states_is_encoded(
    tmp_path: Path, stated: str, expected: str
) -> None:
    assert url(tmp_path, {}, "a.md", f'url: "{stated}"') == expected
    assert url(tmp_path, {}, "a.md", f'permalink: "https://a.jp{stated}"') == (
        f"https://a.jp{expected}"
    )


BAD = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\\tscript:alert(1)",
    "data:text/html,x", "vbscript:x", "file:///etc/passwd", "http:///x", "https://[",
    "//evil.com", "///evil.com", "/\\\\evil.com", "\\\\\\\\evil.com", "/\\t/evil.com", "/a:b",
]  # fmt: skip


@pytest.mark.parametrize("site", ["plain", "jekyll", "config"])
@pytest.mark.parametrize("bad", BAD)
def test_no_post_or_site_leads_to_another_scheme_or_host(
    tmp_path: Path, bad: str, site: str
) -> None:
    files = {} if site == "plain" else jekyll(f'permalink: "{bad}"' if site == "config" else "")
    head = "" if site == "config" else f'permalink: "{bad}"\nurl: "{bad}"'
    found = url(tmp_path, files, POST, head) or "/"
    assert urlsplit(found)[:2] == ("", "")
    assert found.startswith("/")
    assert not any(char in found for char in "\\\t\n ")


@pytest.mark.parametrize(
    "config", ["url: javascript:alert(1)//", "url: //evil.com", "baseurl: //evil.com"]
)
def test_no_configuration_leads_to_another_scheme_or_host(tmp_path: Path, config: str) -> None:
    found = url(tmp_path, jekyll(config), POST) or "/"
    assert urlsplit(found)[:2] == ("", "")


@pytest.mark.parametrize(
    ("name", "text", "folder"),
    [
        ("_config.yml", "a: [b", "_posts"),
        ("_config.yml", "\ta: b", "source/_posts"),
        ("hugo.toml", "baseURL = ", "content"),
    ],
)
def test_a_broken_configuration_is_an_error_that_names_its_file(
    tmp_path: Path, name: str, text: str, folder: str
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"{name}(:\d+)?: expected the site's configuration"):
        find_site(tmp_path)


def test_a_configuration_in_another_encoding_is_an_error_too(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_bytes("title: 日本".encode("cp932"))
    with pytest.raises(ConfigError, match=r"_config\.yml:1: expected"):
        find_site(tmp_path)


def test_signs_in_a_file_name_are_encoded(tmp_path: Path) -> None:
    site = find_site(tmp_path, PostSettings(base_url="https://x.example", address="/{path}"))
    post = load_post(b"x", "C# 100%?.md", site, JST, NOW)
    assert post.url == "https://x.example/C%23%20100%25%3F"

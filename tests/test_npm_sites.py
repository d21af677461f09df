"""Sites of generators from npm: what their configuration tells plainly makes an address, what it
does not makes none. Each site is written for the test."""

from pathlib import Path

import pytest

from index.posts.sites.path_patterns import rewritten
from index.posts.sites.site import find_site
from tests.test_permalinks import url


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("export default { base: '/b/' }", "/b/a/x.html"),
        ("export default { cleanUrls: true, base }", None),
        ("export default { cleanUrls: process.env.CLEAN === '1' }", None),
        ("export default { cleanUrls: true, ...others }", None),
        ("export default { extends: base }", None),
        ("export default { srcExclude: [drafts] }", None),
        ("export default { rewrites(id) { return id } }", None),
        ("export default { rewrites: { 'a/{b/}?c': 'c' } }", None),
        ("export default { rewrites: { 'a/:x': other } }", None),
        ("export default { srcDir: dir }", None), ("export default build()", None),
        ("export default { title, rewrites: { 'a/:x': 'c/:x' } }", "/c/x.html"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("home", ["", "docs/"])
def test_vitepress_is_known_by_its_literals(
    tmp_path: Path, home: str, config: str, expected: str | None
) -> None:
    files = {f"{home}.vitepress/config.ts": config}
    assert url(tmp_path, files, f"{home}a/x.md") == expected


def test_only_what_is_in_the_folder_of_vitepress_is_a_page(tmp_path: Path) -> None:
    url(tmp_path, {"docs/.vitepress/config.mts": "export default {}"}, "docs/a.md")
    site = find_site(tmp_path)
    assert [site.publishes(name) for name in ("docs/a.md", "README.md", "docs/[id].md")] == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ({"a/:x/(.*)": "b/(.*)/:x"}, "a/1/2/3", "b/2/3/1"), ({"a/:x": "b/:x"}, "a/1/2", "a/1/2"),
        ({"a/:x?": "b/:x?"}, "a", "b"), ({"a/:x+": "b/:x+"}, "a/1/2", "b/1/2"),
        ({"a/:x+": "b/:x+"}, "a", "a"), ({"a/:x(\\d+)": "b"}, "a/1", "b"),
        ({"a": "b", "A/:x": "c/:x"}, "a/1", "c/1"), ({"a/:x": "b/:y"}, "a/1", None),
        ({"a/:x((": "b"}, "a/1", None), ({"^a": "b"}, "a", None), ({"a\\:b": "c"}, "a:b", "c"),
    ],
)  # fmt: skip
def test_patterns_of_paths_rewrite(rules: dict[str, str], path: str, expected: str | None) -> None:
    assert rewritten(path, rules) == expected

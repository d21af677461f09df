"""What a site's own files keep from the public, by its generator's rules."""

from pathlib import Path

import pytest

from index.posts.sites.site import find_site
from index.values.errors import ConfigError
from index.values.post import Visibility
from tests.test_withheld import seen


def _site(root: Path, files: dict[str, str]) -> dict[str, Visibility]:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    site = find_site(root)
    posts = {n: t for n, t in files.items() if n.endswith(".md") and site.publishes(n)}
    return {name: seen(text, site, name) for name, text in posts.items()}


def _listed(found: dict[str, Visibility]) -> set[str]:
    return {name for name, state in found.items() if state is Visibility.LISTED}


def test_hugo_cascades_withhold_what_is_below(tmp_path: Path) -> None:
    head = "---\ntitle: 題\n---\n中身"
    found = _site(tmp_path, {
        "hugo.toml": '[[cascade]]\ndraft = true\n[cascade._target]\npath = "/memo/**"\n',
        "content/in/_index.md": "---\ntitle: 内\ncascade:\n  build:\n    render: never\n---\n",
        "content/in/a.md": head, "content/in/deep/b.md": head,
        "content/in/c.md": "---\nbuild:\n  render: always\n---\n中身",
        "content/memo/d.md": head, "content/posts/e.md": head,
        "content/part/_index.md":
            "---\ncascade:\n- _target:\n    path: '{/part/x*}'\n  private: true\n---\n",
        "content/part/x1.md": head, "content/part/y.md": head,
    })  # fmt: skip
    assert _listed(found) == {"content/in/c.md", "content/posts/e.md", "content/part/y.md",
                              "content/part/_index.md"}  # fmt: skip


def test_resources_of_a_hugo_bundle_are_no_pages(tmp_path: Path) -> None:
    head = "---\ntitle: 題\n---\n中身"
    found = _site(tmp_path, {
        "hugo.toml": "ignoreFiles = ['\\.memo\\.md$']",
        "content/a/index.md": head.replace("---\n中", "draft: true\n---\n中"),
        "content/a/part.md": head, "content/a/deep/more.md": head, "content/b/index.md": head,
        "content/c/_index.md": head, "content/c/d.md": head, "content/c/x.memo.md": head,
    })  # fmt: skip
    assert _listed(found) == {"content/b/index.md", "content/c/_index.md", "content/c/d.md"}


def test_what_a_configuration_excludes_is_withheld(tmp_path: Path) -> None:
    head = "---\ntitle: 題\n---\n中身"
    found = _site(tmp_path, {
        "_config.yml": "exclude:\n- private/\n- memo/*.md\n", "private/a/b.md": head,
        "private/e.md": "---\npublished: true\n---\n中身",
        "memo/c.md": head, "_posts/2024-01-01-d.md": head, "privately.md": head,
    })  # fmt: skip
    assert _listed(found) == {"_posts/2024-01-01-d.md", "privately.md"}


def test_defaults_of_jekyll_withhold_what_they_are_for(tmp_path: Path) -> None:
    head = "---\ntitle: 題\n---\n中身"
    config = (
        "defaults:\n- scope:\n    path: _posts/secret\n  values:\n    published: false\n"
        "- scope:\n    path: ''\n    type: notes\n  values:\n    search: false\n"
    )
    found = _site(tmp_path, {
        "_config.yml": config, "_posts/secret/2024-01-01-a.md": head,
        "_posts/2024-01-01-b.md": head, "_notes/c.md": head,
        "_posts/secret/2024-01-02-d.md": "---\npublished: true\n---\n中身",
    })  # fmt: skip
    assert _listed(found) == {"_posts/2024-01-01-b.md", "_posts/secret/2024-01-02-d.md"}


def test_books_of_zenn_are_public_when_they_say_so(tmp_path: Path) -> None:
    head = "---\ntitle: 章\n---\n中身"
    found = _site(tmp_path, {
        "books/a/config.yaml": "title: 本\npublished: true\nchapters:\n  - one\n",
        "books/a/one.md": head, "books/a/two.md": head,
        "books/b/config.yaml": "title: 本\n", "books/b/one.md": head,
        "books/c/config.yml": "published: true\nprice: 500\n", "books/c/1.one.md": head,
        "books/c/2.free.md": "---\ntitle: 章\nfree: true\n---\n中身",
        "books/d/config.yaml": "published: [", "books/d/one.md": head,
        "articles/x.md": head,
    })  # fmt: skip
    assert _listed(found) == {"books/a/one.md", "books/c/2.free.md", "articles/x.md"}


def test_tags_that_hexo_encrypts_withhold(tmp_path: Path) -> None:
    found = _site(tmp_path, {
        "_config.yml": "encrypt:\n  tags:\n  - {name: 秘密, password: x}\n",
        "source/_posts/a.md": "---\ntags: [秘密]\n---\n中身",
        "source/_posts/b.md": "---\n---\n中身",
    })  # fmt: skip
    assert _listed(found) == {"source/_posts/b.md"}


def test_a_bomb_of_aliases_in_a_sites_file_is_an_error(tmp_path: Path) -> None:
    rows = [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in ("ab", "bc", "cd", "de", "ef",
                                                                   "fg", "gh", "hi")]  # fmt: skip
    (tmp_path / "_config.yml").write_text("\n".join(["a: &a [lol]", *rows]), encoding="utf-8")
    with pytest.raises(ConfigError, match="aliases that stand for at most"):
        find_site(tmp_path)


def test_aliases_of_an_owner_are_read(tmp_path: Path) -> None:
    lines = ["x: &x {a: 1}", *(f"y{n}: *x" for n in range(40)), "url: https://ex.jp"]
    (tmp_path / "_config.yml").write_text("\n".join(lines), encoding="utf-8")
    assert find_site(tmp_path).generator.config["url"] == "https://ex.jp"

"""Sites of generators from npm: what their configuration tells plainly makes an address, what it
does not makes none. Each site is written for the test."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from index.posts.load import load_post
from index.posts.sites.npm.path_patterns import rewritten
from index.posts.sites.site import find_site
from index.values import Visibility
from tests.conftest import JST, NOW
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


COLLECTION = "export const collections = { blog: defineCollection({ loader: glob({ %s }) }) };"


@pytest.mark.parametrize(
    ("options", "post_id", "listed"),
    [
        ("base: './src/data/blog', pattern: '**/*.md'", "src/data/blog/a.md", True),
        ("base: './src/data/blog', pattern: '**/*.md'", "src/content/a.md", False),
        ("base: 'posts', pattern: ['*.md', '!no.md']", "posts/no.md", False),
        ("base: 'posts', pattern: ['*.md', '!no.md']", "posts/yes.md", True),
        ("pattern: 'notes/**/*.md'", "notes/a/b.md", True),
        ("base, pattern", "src/content/a.md", True),
        ("base, pattern", "src/content/_a.md", False), ("base, pattern", "README.md", False),
    ],
)  # fmt: skip
def test_collections_of_astro_are_where_their_loader_looks(
    tmp_path: Path, options: str, post_id: str, listed: bool
) -> None:
    files = {"astro.config.mjs": "", "src/content.config.ts": COLLECTION % options}
    assert url(tmp_path, files, post_id) is None
    assert find_site(tmp_path).publishes(post_id) is listed


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("日本語「テスト」 A.v2", "", "/blog/日本語テスト-av2/"),
        ("Dir X/index", "", "/blog/dir-x/"), ("C++ & Go", "", "/blog/c--go/"),
        ("x", "slug: Own/One", "/blog/Own/One/"),
    ],
)  # fmt: skip
def test_the_id_of_an_entry_of_astro_makes_its_address(
    tmp_path: Path, name: str, head: str, expected: str
) -> None:
    files = {"package.json": '{"devDependencies": {"astro": "7"}}', "src/content.config.ts": ""}
    found = url(tmp_path, files, f"src/content/{name}.md", head, address="/blog/{id}/")
    assert unquote(found or "") == expected


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("export default defineConfig({ integrations: [mdx()] })", "/a/"),
        ("export default { trailingSlash: 'never', base: 'b' }", "/b/a"),
        ("export default { build: { format } }", None), ("export default { trailingSlash }", None),
        ("export default { base: import.meta.env.BASE }", None), ("export default make()", None),
        ("export default { srcDir }", None), ("export default { build: other }", None),
    ],
)  # fmt: skip
def test_pages_of_astro_are_known_by_literals(
    tmp_path: Path, config: str, expected: str | None
) -> None:
    assert url(tmp_path, {"astro.config.mjs": config}, "src/pages/a.md") == expected


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("{ presets: ['classic'] }", "/docs/a"),
        ("{ presets: [['classic', { docs: {} }]] }", "/docs/a"),
        ("{ baseUrl: '/b/', presets: ['classic'], trailingSlash: true }", "/b/docs/a/"),
        ("{ plugins: [['@docusaurus/plugin-content-docs', { routeBasePath: '/' }]] }", "/a"),
        ("{ presets: [['classic', { docs: { routeBasePath } }]] }", None),
        ("{ presets: [['classic', { docs: { ...more } }]] }", None), ("{ presets }", None),
        ("{ presets: [preset()] }", None), ("{ presets: ['classic'], i18n }", None),
        ("{ presets: ['classic'], trailingSlash: slash() }", None), ("make()", None),
        ("{ presets: ['classic'], baseUrl: process.env.BASE }", None),
        ("{ presets: ['classic'], ...others }", None),
    ],
)  # fmt: skip
def test_documents_of_docusaurus_are_known_by_literals(
    tmp_path: Path, config: str, expected: str | None
) -> None:
    files = {"docusaurus.config.js": f"module.exports = {config}"}
    assert url(tmp_path, files, "docs/01-a.md") == expected


def test_docusaurus_may_be_in_a_folder_beside_its_documents(tmp_path: Path) -> None:
    config = "export default { presets: [['classic', { docs: { path: '../docs' } }]] }"
    files = {"website/docusaurus.config.ts": config}
    assert url(tmp_path, files, "docs/a.md") == "/docs/a"
    assert url(tmp_path, files, "website/blog/2024-01-02-a.md") == "/blog/2024/01/02/a"
    assert not find_site(tmp_path).publishes("website/README.md")


@pytest.mark.parametrize(
    ("config", "text", "place", "language", "default"),
    [
        (".vitepress/config.ts", "{ lang: 'ja-JP', locales: { en: { lang: 'en-US' }, fr: {} } }",
         "en/a.md", "en", "ja"),
        (".vitepress/config.ts", "{ lang: 'ja', locales: { fr: {} } }", "fr/a.md", "fr", "ja"),
        (".vitepress/config.ts", "{ locales: { root: { lang: 'ja' } } }", "en/a.md", "", "ja"),
        ("docusaurus.config.js", "{ i18n: { defaultLocale: 'en', locales: ['en', 'ja'] }, "
         "presets: ['classic'] }", "i18n/ja/docusaurus-plugin-content-docs/current/a.md",
         "ja", "en"),
        ("docusaurus.config.js", "{ presets: ['classic'] }", "docs/a.md", "", ""),
        ("astro.config.mjs", "{ integrations: [starlight({ defaultLocale: 'root', locales: "
         "{ root: { lang: 'ja' }, 'zh-cn': { lang: 'zh-CN' } } })] }",
         "src/content/docs/zh-cn/a.md", "zh", "ja"),
        ("astro.config.mjs", "{ i18n: { defaultLocale: 'ja' } }", "src/pages/a.md", "", "ja"),
    ],
)  # fmt: skip
def test_the_languages_of_a_site_are_those_of_its_configuration(
    tmp_path: Path, config: str, text: str, place: str, language: str, default: str
) -> None:
    assert url(tmp_path, {config: f"export default {text}"}, place) != ""
    site = find_site(tmp_path)
    assert (site.language(place)[:2], site.default_language) == (language, default)


@pytest.mark.parametrize(
    ("files", "post_id", "seen"),
    [
        ({"source/_posts/a.md": ""}, "source/_posts/a.md", Visibility.LISTED),
        ({"source/_posts/a.md": "", "_config.yml": "future: false"}, "source/_posts/a.md",
         Visibility.FUTURE),
        ({".vitepress/config.ts": ""}, "a.md", Visibility.LISTED),
        ({"docusaurus.config.ts": "export default { presets: ['classic'] }"}, "blog/a.md",
         Visibility.LISTED),
        ({"astro.config.mjs": ""}, "src/content/a.md", Visibility.FUTURE),
        ({"astro.config.mjs": ""}, "src/pages/a.md", Visibility.LISTED),
    ],
)  # fmt: skip
def test_posts_of_the_future_are_published_where_the_generator_does(
    tmp_path: Path, files: dict[str, str], post_id: str, seen: Visibility
) -> None:
    url(tmp_path, files, post_id)
    post = load_post(b"---\ndate: 2099-01-02\n---\nx", post_id, find_site(tmp_path), JST, NOW)
    assert post.visibility is seen


@pytest.mark.parametrize(
    ("files", "folder", "post_id", "expected"),
    [
        ({"_config.yml": "source_dir: src", "package.json": '{"dependencies": {"hexo": "8"}}'},
         "src/_posts", "a.md", "/2024/01/02/a/"),
        ({"docs/.vitepress/config.ts": "export default {}"}, "docs/posts", "a.md", "/posts/a.html"),
        ({"docusaurus.config.ts": "export default { presets: ['classic'] }"}, "blog", "a.md",
         "/blog/a"),
        ({"astro.config.mjs": "export default {}"}, "src/pages", "a.md", "/a/"),
        ({"astro.config.mjs": ""}, "notes", "a.md", None),
    ],
)  # fmt: skip
def test_a_folder_of_posts_belongs_to_the_site_above_it(
    tmp_path: Path, files: dict[str, str], folder: str, post_id: str, expected: str | None
) -> None:
    url(tmp_path, files | {f"{folder}/x.md": ""}, "x.md")
    assert url(tmp_path / folder, {}, post_id, "date: 2024-01-02") == expected

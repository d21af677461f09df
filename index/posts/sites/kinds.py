"""Which generator made a folder of posts."""

from pathlib import Path

from index.posts.sites.exported import Exported
from index.posts.sites.hugo import Hugo
from index.posts.sites.jekyll import Jekyll
from index.posts.sites.npm import Astro, Docusaurus, Hexo, VitePress
from index.posts.sites.platforms import Qiita, QiitaArticles, Zenn, ZennAndQiita
from index.posts.sites.rules import Generator, files_below, heads

_GENERATORS: tuple[type[Generator], ...] = (
    Hugo, VitePress, Docusaurus, Astro, Jekyll, Hexo, ZennAndQiita, Zenn, Qiita,
)  # fmt: skip
"""In the order in which a folder is looked at; a `_config.yml` may be Jekyll's or Hexo's."""


def generator_of(root: Path) -> tuple[Generator, str]:
    """(the generator of a site, the place in it of the folder `root`, such as `_posts/`): the site
    is looked for in the folder and the two above it. Raises ConfigError where a configuration
    cannot be read."""
    for folder in (root, *list(root.parents)[:2]):
        prefix = root.relative_to(folder).as_posix() + "/" if folder != root else ""
        for kind in _GENERATORS:
            generator = kind.of(folder)
            if generator and (not prefix or generator.has_posts_in(prefix)):
                return generator, prefix
    found = heads(files_below(root))
    return QiitaArticles.of_heads(found) or Exported.of_heads(found) or Generator(), ""

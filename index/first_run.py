"""`sakuin init`: looks at a folder of posts, writes `sakuin.toml` and says what comes next."""

import json
import os
from datetime import datetime
from pathlib import Path

import click

from index.config_file import NAME
from index.in_words import findings_lines, some
from index.options import FILE
from index.pipeline import Survey, left_out, survey
from index.posts import find_site, walk
from index.progress import ProgressBar
from index.say import say
from index.values import (
    ConfigError,
    MachineError,
    NothingReadable,
    Settings,
    Visibility,
    counted,
    reason_of,
)

_TEMPLATE = Path(__file__).with_name("template.toml")
_FOLDER = 'folder = "."'
_ALL_BY = "all with `sakuin reindex --dry-run --json`"
_NOTES = {"README", "CHANGELOG", "CONTRIBUTING", "LICENSE", "AGENTS", "CLAUDE", "SECURITY", "TODO"}
"""Names of files beside posts that tell of the folder itself."""
_USUAL = {
    "_posts", "articles", "blog", "blogs", "content", "contents", "data", "docs", "entries",
    "pages", "posts", "source", "src", "記事",
}  # fmt: skip
"""Names of folders that keep posts apart from all else; any other may be one category of them."""
_EDIT = "  edit sakuin.toml         gives posts an address, as said above"
_NEXT = """\
  sakuin reindex           builds the index; again after each change
  sakuin search 検索 全文  searches it from here
  sakuin serve             serves the search page"""


@click.command("init")
@click.argument("posts_dir", type=FILE, required=False)
@click.option("--force", is_flag=True, help=f"Write over a {NAME} that is there.")
def init_command(posts_dir: Path | None, force: bool) -> int:
    """Look at a folder of posts and write a commented sakuin.toml.

    Without POSTS_DIR the posts are looked for here."""
    if Path(NAME).exists() and not force:
        raise ConfigError(f"{NAME}: it is there already; `sakuin init --force` writes it anew")
    folder = posts_dir or find_posts(Path())
    with ProgressBar() as bar:
        settings = Settings()
        seen = survey(folder, settings, datetime.now(settings.tz), bar.step)
    write_page(settings_page(folder))
    say("\n".join([*_seen(folder, seen), "", *_next(seen)]))
    return 0


def find_posts(here: Path) -> Path:
    """Where posts are found from a folder: there, if it is a site, else in the one site below it,
    else in the folder that has them all; NothingReadable where there are none."""
    if not walk(here):
        hint = "name their folder, `sakuin init POSTS_DIR`"
        raise NothingReadable(f"expected posts (.md, .markdown, .mdx) in this folder; {hint}")
    if find_site(here).generator.label:
        return here
    below = [path for path in sorted(here.iterdir()) if path.is_dir() and walk(path)]
    sites = [path for path in below if path.name[0] != "." and find_site(path).generator.label]
    return sites[0] if len(sites) == 1 else _down(here)


def _down(folder: Path) -> Path:
    """The folder that has all posts of a folder, as far as the usual names lead down to it."""
    ids = [name for name, _ in walk(folder) if name.partition(".")[0].upper() not in _NOTES]
    heads = {name.partition("/")[0] if "/" in name else "" for name in ids}
    only = heads.pop() if len(heads) == 1 else ""
    return _down(folder / only) if only in _USUAL else folder


def settings_page(posts_dir: Path) -> str:
    """The text of a settings file in the current folder for posts in `posts_dir`."""
    folder = Path(os.path.relpath(posts_dir)).as_posix()
    if not folder.isprintable():
        raise ConfigError(f"{folder!r}: expected a folder whose name is plain text")
    text = _TEMPLATE.read_text(encoding="utf-8")
    return text.replace(_FOLDER, f"folder = {json.dumps(folder, ensure_ascii=False)}")


def write_page(text: str) -> None:
    """Writes the settings file, whole or not at all; MachineError where that cannot be."""
    fresh = Path(f".{NAME}.new")
    try:
        try:
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(NAME)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise MachineError(f"{NAME}: cannot write: {reason_of(error)}") from None


def _seen(folder: Path, seen: Survey) -> list[str]:
    """What was found in the folder, as lines."""
    place = "this folder" if folder == Path() else str(folder)
    lines = [f"{place}: {counted(seen.count(Visibility.LISTED), 'post')}{_beside(seen)}"]
    lines += some("cannot be read", (*seen.unread, *left_out(seen.files)), _ALL_BY)
    return lines + findings_lines(seen.findings, _ALL_BY)


def _next(seen: Survey) -> list[str]:
    """What was written, and what to do now."""
    edit = [_EDIT] if NAME in seen.findings.addresses.advice else []
    return [f"wrote {NAME}, which explains every setting; next:", *edit, _NEXT]


def _beside(seen: Survey) -> str:
    """How many files are not listed, and why."""
    unreadable = len(left_out(seen.files)) + len(seen.unread)
    parts = [
        (seen.count(Visibility.DRAFT), counted(seen.count(Visibility.DRAFT), "draft")),
        (seen.count(Visibility.FUTURE), f"{seen.count(Visibility.FUTURE):,} future"),
        (seen.count(Visibility.HIDDEN), f"{seen.count(Visibility.HIDDEN):,} hidden"),
        (unreadable, f"{unreadable:,} unreadable"),
    ]
    stated = ", ".join(words for number, words in parts if number)
    return f"; not listed: {stated}" if stated else ""

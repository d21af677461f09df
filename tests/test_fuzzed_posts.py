"""Posts made to hurt: whatever a file holds, a reindex ends, and each post is found or named."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from index.pipeline.report import Report
from tests.conftest import FIXTURE, build, needs_data
from tests.test_fuzz import random_post

_PARTS, _IN_A_PART = 20, 1_000
_LARGE = 0.01
"""Share of posts of up to a megabyte; others have up to 60 KB."""
_OPENERS = [
    *("[", "![", "(", "<div>", "<!--", "<a href='", "*", "**a ", "_", "~~", "`", "``", "> ", "- "),
    *("1. ", "#", "|", "| a |\n|---|\n", "[^a]", "[a]: <", "{{< a >}}", "{% raw %}", ":::a\n"),
    *("```\n", "~~~\n", "$$", "<ruby>漢<rt>", "<details>", "<script>", "<svg>", "<table><tr><td>"),
    *(
        "&#",
        "&amp;",
        "[[",
        "==",
        "%%",
        "『",
        "《",
        "｜",
        "{漢|",
        "<style>",
        "\\",
        "    ",
        "\t",
        "<?",
    ),
]
_ODD = [
    *("\x00", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "か\u3099", "\u0301", "\ufdfa"),
    *("\U0001f3f3\ufe0f\u200d\U0001f308", "\ud7ff", "\U0010ffff", "\x1b[31m", "\r", "\u2028"),
    *("㌖", "ﾞ", "〱", "\ufffe"),
]
_HEADS: dict[str, Callable[[int], str]] = {
    "aliases": lambda n: "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(n % 40)),
    "deep": lambda n: f"a: {'[' * n}{']' * n}\n",
    "maps": lambda n: f"a: {'{a: ' * n}1{'}' * n}\n",
    "keys": lambda n: "".join(f"k{i}: 1\n" for i in range(n)),
    "tag": lambda _: "a: !!python/object/apply:os.system ['true']\n",
    "tags": lambda n: f"tags: [{', '.join(f't{i}' for i in range(n))}]\n",
    "title": lambda n: f"title: {'長い題名' * n}\n",
    "date": lambda n: f"date: {n}-13-45T99:99:99+99:99\n",
    "number": lambda n: f"a: {'9' * n}\ndate: {'1' * n}\n",
    "merge": lambda n: "a: &a {b: 1}\n" + "c:\n" + "  <<: *a\n" * n,
    "text": lambda n: "excerpt: |\n" + "  行\n" * n,
    "open": lambda n: '"' * n + "\n",
}


def _repeated(draw: random.Random, size: int) -> str:
    """One thing again and again, or some in turn, which parsers may take by the square."""
    some = [draw.choice([*_OPENERS, *_ODD]) for _ in range(draw.choice([1, 1, 2, 3]))]
    unit = "".join(some) + draw.choice(["", "a", "\n", "字", " "])
    return unit * max(1, size // len(unit.encode("utf-8", "ignore")))


def _nested(draw: random.Random, size: int) -> str:
    opener = draw.choice(["> ", "- ", "<div>", "<b>", "[", "(", "<ul><li>", "::: a\n", "* "])
    depth = draw.choice([10, 100, 5_000, size // len(opener)])
    return opener * depth + "底" + "\n\n続き"


def _headed(draw: random.Random, size: int) -> str:
    name = draw.choice(list(_HEADS))
    return f"---\n{_HEADS[name](draw.choice([1, 30, 1_000, size // 8]))}---\n本文です。\n"


def _line(draw: random.Random, size: int) -> str:
    """One line without an end."""
    unit = draw.choice(["漢字", "ー", "abc", "1,", "7f ", "吾輩は猫である。", "a.b/c-", "\u3000"])
    return unit * max(1, size // len(unit.encode()))


def _noise(draw: random.Random, size: int) -> str:
    return "".join(draw.choice([*_ODD, *_OPENERS, "字", "a", "\n"]) for _ in range(size // 3))


_KINDS = [_repeated, _repeated, _nested, _headed, _line, _noise]


def _hostile(draw: random.Random, real: list[bytes]) -> bytes:
    if draw.random() < 0.2:
        return random_post(draw, real)
    largest = 1_000_000 if draw.random() < _LARGE else 60_000
    size = int(largest ** draw.random()) + 1
    parts = [draw.choice(_KINDS)(draw, size) for _ in range(draw.choice([1, 1, 2]))]
    opening = draw.choice(["", "始まり\n\n"])
    return (opening + "\n\n".join(parts)).encode("utf-8", "ignore")


def _name(draw: random.Random, number: int) -> str:
    """A file's name, some of them bytes that are no text, or what a terminal obeys."""
    odd = draw.choice(["", "", "", "\udcff", "\x1b[2J", "\u202e", "ガ", "' \""])
    return f"{number}{odd}.md"


def _filled(folder: Path, count: int, draw: random.Random, real: list[bytes]) -> Report:
    """The report of a folder of hostile posts, among pipes, loops and a file too large."""
    folder.mkdir()
    for number in range(count):
        (folder / _name(draw, number)).write_bytes(_hostile(draw, real))
    os.mkfifo(folder / "pipe.md")
    (folder / "loop").symlink_to(folder)
    (folder / "itself.md").symlink_to("itself.md")
    (folder / "device.md").symlink_to(os.devnull)
    with (folder / "large.md").open("wb") as file:
        file.truncate(100_000_000)
    return build(folder, folder.parent / "index", jobs=0)


def _check(report: Report, count: int) -> None:
    """Each post is listed, or withheld, or left out by name; none ended or stalled its process."""
    kept_back = report.drafts + report.future + report.hidden
    assert report.posts + kept_back + len(report.left_out) == count + 1
    assert any(reason.startswith("large.md: expected at most") for reason in report.left_out)
    faults = ("ended the process", "within 20 s", "could not be read", "could not be analysed")
    hurt = [reason for reason in report.left_out if any(fault in reason for fault in faults)]
    assert not hurt, hurt


@pytest.mark.unmeasured
def test_hostile_posts_are_found_or_named(tmp_path: Path) -> None:
    real = [path.read_bytes() for path in sorted(FIXTURE.rglob("*.md"))]
    _check(_filled(tmp_path / "posts", 60, random.Random(4), real), 60)


@needs_data
@pytest.mark.soak
@pytest.mark.unmeasured
@pytest.mark.parametrize("part", range(_PARTS))
def test_20_000_hostile_posts(
    part: int, tmp_path: Path, real_posts: Callable[[], list[bytes]]
) -> None:
    seed = random.randrange(1 << 32)
    print(f"part {part}, seed {seed}")
    report = _filled(tmp_path / "posts", _IN_A_PART, random.Random(seed), real_posts())
    _check(report, _IN_A_PART)

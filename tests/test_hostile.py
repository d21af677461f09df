"""No post ends a build: what crashes, stalls or fills a parser is left out by name, or is found."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.pipeline.limits import deadline
from index.pipeline.prepare import Context
from index.pipeline.sources import Source
from index.pipeline.workers import prepare_all, prepare_chunk
from index.posts.sites.site import Site
from index.store.batch import batch
from index.text.analyse import analyse
from index.values.entry import LEFT_OUT
from index.values.errors import MachineError
from index.values.settings import Settings
from tests.acts import Act, end_at_once, stall
from tests.conftest import NOW, ROOT
from tests.console import run

_FENCE = "```\n{}\n```\n"
HOSTILE = {
    "numbers": _FENCE.format("1," * 80_000), "hex": _FENCE.format("7f " * 90_000),
    "json": _FENCE.format('{"id": 1, "名": "値"}, ' * 20_000),
    "script": _FENCE.format("function(a,b){return a.c[b]&&!d.e(f||'g')};var " * 8_000),
    "prose": "吾輩は猫である。名前はまだ無い。どこで生れたか頓と見当がつかぬ。" * 10_000,
    "ruby": "{漢字|かんじ}" * 22_000, "fdfa": "\ufdfa" * 133_000, "backticks": "`x" * 75_000,
    "links": "[" * 50_000, "quotes": "> " * 40_000 + "x", "divs": "<div>" * 60_000,
    "marks": "か" + "\u3099" * 300_000, "zero": "あ\u200b" * 200_000,
    "tags": "<ruby>漢<rt>かん</rt></ruby>" * 9_000,
    "unbroken": "漢字" * 150_000,
}  # fmt: skip
_REFUSED = {"divs"}


@pytest.mark.unmeasured
@pytest.mark.parametrize("jobs", [1, 2])
def test_hostile_posts_among_good_ones_harm_nobody(jobs: int, tmp_path: Path) -> None:
    posts, index = tmp_path / "posts", tmp_path / "index"
    posts.mkdir()
    for name, text in HOSTILE.items():
        (posts / f"{name}.md").write_text(f"始まりの{name}\n\n{text}\n", encoding="utf-8")
    for number in range(20):
        (posts / f"good-{number}.md").write_text("京都の新幹線。", encoding="utf-8")
    done = run("reindex", posts, "--index", index, "--jobs", jobs, "--json")
    report = json.loads(done.stdout)
    assert {reason.split(".md:")[0] for reason in report["left_out"]} == _REFUSED
    found = run("search", "京都の新幹線", "--json", "--size", "50", "--index", index)
    assert len(json.loads(found.stdout)["hits"]) >= 20
    found = run("search", "始まり", "--json", "--size", "50", "--index", index)
    assert {hit["id"][:-3] for hit in json.loads(found.stdout)["hits"]} == set(HOSTILE) - _REFUSED


def test_words_at_the_borders_of_long_texts_are_those_of_the_whole() -> None:
    sentence = "東京都の新幹線で、サーバーを運んだ。\n続きは京都で書いている。「猫」もいた。"
    one, many = analyse(sentence), analyse(sentence * 500)
    assert many.spelled() == one.spelled() * 500
    assert many.ends[-1] == len(sentence) * 499 + one.ends[-1]
    solid = "東京の特許許可局長は今日も急遽休暇を却下した"  # without a border anywhere
    found = analyse(solid * 2_000).spelled()
    period = len(analyse(solid * 2).spelled()) - len(analyse(solid).spelled())
    assert found[5 * period : -period] == found[4 * period : -2 * period]


def _prepared(tmp_path: Path, jobs: int, acts: dict[str, str]) -> dict[str, Any]:
    sources = []
    for number in range(12):
        path = tmp_path / f"{number:02d}.md"
        path.write_text("京都。", encoding="utf-8")
        sources.append(Source(path.name, path, "", 90_000))
    for name, act in acts.items():
        sources.append(Source(name, Act(act), "x", 90_000))  # type: ignore[arg-type]
    context = Context(Settings(), Site(), NOW)
    ordered = sorted(sources, key=lambda source: source.id)
    records: dict[str, Any] = {}
    for chunk in prepare_all(ordered, context, batch, jobs):
        records |= chunk.entries
    assert list(records) == [source.id for source in ordered]
    return records


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_the_post_that_ends_its_process_is_left_out(jobs: int, tmp_path: Path) -> None:
    acts = {"03x.md": "die", "07x.md": "die", "08x.md": "fill", "09x.md": "fail"}
    records = _prepared(tmp_path, jobs, acts)
    left = {name: record.reason for name, record in records.items() if record.state == LEFT_OUT}
    assert set(left) == set(acts)
    assert "ended the process" in left["03x.md"]
    assert "within 448 MB" in left["08x.md"]
    assert records["09x.md"].is_of_machine
    assert not records["03x.md"].is_of_machine


def test_a_post_that_stalls_is_stopped_by_its_cpu_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.pipeline.workers._LONGEST", 0.2)
    source = Source("s.md", Act("stall"), "x", 1)  # type: ignore[arg-type]
    good = tmp_path / "good.md"
    good.write_text("京都。", encoding="utf-8")
    context = Context(Settings(), Site(), NOW)
    chunks = prepare_chunk([source, Source("good.md", good, "", 1)], context, batch)
    states = {name: r.state for chunk in chunks for name, r in chunk.entries.items()}
    assert states == {"s.md": LEFT_OUT, "good.md": "listed"}


def test_a_deadline_swallowed_comes_again() -> None:
    caught = 0
    with pytest.raises(TimeoutError), deadline(0.05):
        while True:
            try:
                stall()
            except TimeoutError:
                caught += 1
                if caught == 2:
                    raise
    assert caught == 2


def test_the_system_ends_what_no_error_reaches() -> None:
    program = (
        "from index.pipeline.limits import limit_time; from tests.acts import stall; "
        "limit_time(0); stall()"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGXCPU


def test_processes_that_cannot_start_are_an_error_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.pipeline.workers._begin", end_at_once)
    source = Source("a.md", tmp_path / "a.md", "", 1)
    with pytest.raises(MachineError, match="could not be started"):
        list(prepare_all([source], Context(Settings(), Site(), NOW), batch, 1))

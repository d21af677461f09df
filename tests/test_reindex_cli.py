"""`sakuin reindex` as an owner meets it: plans, losses, damage, an interrupt."""

import json
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, ROOT, post_text
from tests.console import SAKUIN, call, run


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text(post_text("新幹線で京都へ。", title="旅"), encoding="utf-8")
    return folder


def test_a_dry_run_prints_the_plan_and_writes_nothing(posts: Path, tmp_path: Path) -> None:
    index = tmp_path / "i"
    done = call("reindex", posts, "--index", index, "--dry-run")
    assert (done.returncode, index.exists()) == (0, False)
    assert done.stdout.startswith("would read these files: 1 new, 0 changed, 0 renamed, 0 gone")
    call("reindex", posts, "--index", index)
    (posts / "a.md").write_text("変わった。", encoding="utf-8")
    (posts / "b.md").write_text("新しい。", encoding="utf-8")
    plan = json.loads(call("reindex", posts, "--index", index, "--dry-run", "--json").stdout)
    assert (plan["new"], plan["changed"], plan["gone"]) == (["b.md"], ["a.md"], [])
    assert (index / "CURRENT").read_text(encoding="ascii").startswith("000001")


def test_loss_exits_1_unless_allowed(posts: Path, tmp_path: Path) -> None:
    for number in range(20):
        (posts / f"{number}.md").write_text(f"話{number}。", encoding="utf-8")
    call("reindex", posts, "--index", tmp_path / "i")
    for number in range(20):
        (posts / f"{number}.md").unlink()
    done = call("reindex", posts, "--index", tmp_path / "i")
    assert done.returncode == 1
    assert "20 of 21 posts are gone" in done.stderr
    assert call("reindex", posts, "--index", tmp_path / "i", "--allow-loss").returncode == 0


def test_a_damaged_index_is_built_anew_and_verified_anew(posts: Path, tmp_path: Path) -> None:
    call("reindex", posts, "--index", tmp_path / "i")
    [segment] = (tmp_path / "i").rglob("*.segment")
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    report = json.loads(call("reindex", posts, "--index", tmp_path / "i", "--json").stdout)
    assert segment.name in report["rebuilt"]
    assert report["verified"]["generation"] == "000002"
    assert call("search", "新幹線", "--index", tmp_path / "i").returncode == 0


def test_an_index_made_anew_quotes_no_older_verification(posts: Path, tmp_path: Path) -> None:
    index = tmp_path / "i"
    call("reindex", posts, "--index", index)
    shutil.rmtree(index / "generations")
    (index / "CURRENT").unlink()
    report = json.loads(call("reindex", posts, "--index", index, "--verify", "0", "--json").stdout)
    assert (report["generation"], report["verified"]) == ("000001", None)


def _wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    while not path.exists():
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)


def test_an_interrupt_says_that_the_index_is_as_it_was(
    posts: Path, tmp_path: Path, interruptible: None
) -> None:
    index = tmp_path / "i"
    call("reindex", posts, "--index", index)
    for number in range(300):
        (posts / f"{number}.md").write_text("京都の新幹線の話。" * 2_000, encoding="utf-8")
    command = [str(SAKUIN), "reindex", str(posts), "--index", str(index)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        _wait_for(index / "generations" / "000002", process)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert said == "sakuin: stopped; the index is as it was\n"
    found = run("search", "新幹線", "--json", "--index", index)
    assert json.loads(found.stdout)["total"] == 1


def test_a_value_that_is_not_understood_is_named(posts: Path, tmp_path: Path) -> None:
    (posts / "b.md").write_text("---\ndraft: maybe\n---\n秘密。", encoding="utf-8")
    done = call("reindex", posts, "--index", tmp_path / "i")
    assert "  withheld: b.md: draft: not understood, so withheld: 'maybe'" in done.stdout

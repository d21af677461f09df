"""Readers while an index is built over and over: `python -m benchmarks.undisturbed MINUTES` serves
the real posts, without keeping answers, and asks as fast as readers do, first at rest, then while
posts are changed and deleted and built anew. It fails where a request fails, where an answer is of
two generations, or where the slowest in a hundred takes more than twice as long as at rest."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from benchmarks.real import real_posts, write_posts
from benchmarks.server import HOST, Client, free_port, running
from index.pipeline import Options, build
from index.store import StoreWriter
from index.values import Settings

_BIN = Path(sys.executable).parent
_READERS, _PAUSE = 2, 0.04
"""Readers who ask at the same time, and seconds between an answer and the next question."""
_AT_REST = 0.2
"""Share of the time that is spent at rest."""
_FULL = 60
"""Builds of changes for each of all."""
_WORDS = (
    *("検索", "京都", "データ", "エンジン", "関数", "型", "言語", "画像", "設定", "実装", "方法"),
    *("開発", "日本", "問題", "社会", "投資"),
)
_STAMPS = ("刻印甲", "刻印乙")
"""Titles of two posts, each with the number of the change behind it."""


@dataclass
class _Seen:
    """What readers saw: seconds of each answer, and faults in words."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def p99(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]


def _read(port: int, seen: _Seen, done: threading.Event, seed: int) -> None:
    draw = random.Random(seed)
    while not done.wait(_PAUSE):
        is_stamp = draw.random() < 0.2
        query = "刻印" if is_stamp else " ".join(draw.sample(_WORDS, draw.choice([1, 1, 2])))
        before = time.perf_counter()
        try:
            with Client(port) as client:
                answer = json.loads(client.get(f"/api/search?q={quote(query)}"))
        except (OSError, RuntimeError, ValueError) as error:
            seen.faults.append(f"{type(error).__name__}: {error}")
            continue
        seen.seconds.append(time.perf_counter() - before)
        if is_stamp:
            stamps = {
                "".join(piece["text"] for piece in hit["title"])[3:] for hit in answer["hits"]
            }
            if len(stamps) != 1 or len(answer["hits"]) != 2:
                seen.faults.append(f"an answer of several generations: {stamps}")


@contextmanager
def _readers(port: int) -> Iterator[_Seen]:
    seen, done = _Seen(), threading.Event()
    threads = [
        threading.Thread(target=_read, args=(port, seen, done, seed)) for seed in range(_READERS)
    ]
    for thread in threads:
        thread.start()
    yield seen
    done.set()
    for thread in threads:
        thread.join()


def _stamp(posts: Path, number: int) -> None:
    for name in _STAMPS:
        (posts / f"{name}.md").write_text(f"---\ntitle: {name} {number}\n---\n", encoding="utf-8")


def build_over_and_over(posts: Path, index: Path, seconds: float) -> None:
    """In a process of its own: changes, deletions and full builds, each a generation."""
    os.nice(19)
    files = sorted(posts.glob("0*.md"))
    texts = {path: path.read_bytes() for path in random.sample(files, 200)}
    ends, number = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        number += 1
        _stamp(posts, number)
        for path in random.sample(list(texts), 4):
            if path.exists() and random.random() < 0.5:
                path.unlink()
            else:
                path.write_bytes(texts[path] + f"\n\n変更 {number}\n".encode())
        options = Options(full=number % _FULL == 0, allow_loss=True, isolated=False)
        settings = Settings(jobs=1)
        build(posts, StoreWriter(index), settings, datetime.now().astimezone(), options)
    print(number)


def _of_processes(pid: int) -> tuple[int, int]:
    """(megabytes of their own of the processes below one, their open files)."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    memory = files = 0
    for child in found:
        told = Path(f"/proc/{child}/status").read_text().split("RssAnon:")[1].split()[0]
        memory += int(told) // 1024
        files += len(list(Path(f"/proc/{child}/fd").iterdir()))
    return memory, files


def main(minutes: float) -> int:
    """Prints what was measured; 1 where readers were disturbed."""
    with TemporaryDirectory() as name:
        posts, index, port = Path(name, "posts"), Path(name, "index"), free_port()
        write_posts(posts, real_posts())
        _stamp(posts, 0)
        build(posts, StoreWriter(index), Settings(), datetime.now().astimezone())
        command: list[str | Path] = [_BIN / "sakuin", "serve", "--index", index]
        config = Path(name, "sakuin.toml")
        config.write_text("[server]\ncache_mb = 0\n")
        command += ["--host", HOST, "--port", str(port), "--config", config]
        with running(command, port, "/healthz") as pid:
            with _readers(port) as warm:
                time.sleep(5)
            with _readers(port) as rest:
                time.sleep(60 * minutes * _AT_REST)
            before = _of_processes(pid)
            building = [sys.executable, "-m", "benchmarks.undisturbed", "build"]
            with _readers(port) as busy:
                seconds = str(60 * minutes * (1 - _AT_REST))
                made = subprocess.run(
                    [*building, posts, index, seconds], stdout=subprocess.PIPE, text=True
                )
            after = _of_processes(pid)
    faults = [*warm.faults, *rest.faults, *busy.faults]
    print(f"{made.stdout.strip()} generations, {len(busy.seconds):,} answers meanwhile")
    print(f"p99 {1000 * rest.p99:.1f} ms at rest, {1000 * busy.p99:.1f} ms while building")
    print(f"memory of their own {before[0]} → {after[0]} MB, open files {before[1]} → {after[1]}")
    print(f"{len(faults)} faults", *faults[:10], sep="\n")
    return int(bool(faults or made.returncode) or busy.p99 > 2 * rest.p99)


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build_over_and_over(Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]))
    else:
        sys.exit(main(float(sys.argv[1])))

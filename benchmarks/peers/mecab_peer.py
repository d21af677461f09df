"""Bare MeCab over the shown texts, on one core: nothing that analyses Japanese with it can index
faster than that times the cores."""

import time
from importlib.metadata import version
from pathlib import Path

import fugashi
from unidic_lite import DICDIR

from benchmarks.model import Corpus


class Peer:
    def version(self) -> str:
        return f"fugashi {version('fugashi')}, unidic-lite {version('unidic-lite')}"

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        tagger = fugashi.GenericTagger(f"-r {DICDIR}/mecabrc -d {DICDIR}")
        seconds = 0.0
        for doc in corpus.docs():
            title, body = doc.title.replace("\0", " "), doc.body.replace("\0", " ")
            started = time.perf_counter()
            tagger.parse(title)
            tagger.parse(body)
            seconds += time.perf_counter() - started
        return {"index": seconds}

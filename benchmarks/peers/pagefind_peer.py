"""Pagefind, which indexes a site's HTML for a browser: indexing only. Writing the pages is not
counted, as a site has them."""

import html
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.model import Corpus, Doc


class Peer:
    def version(self) -> str:
        return version("pagefind")

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        site = corpus.folder / "html"
        for doc in corpus.docs():
            path = site / f"{doc.id}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_page(doc), encoding="utf-8", errors="replace")
        started = time.perf_counter()
        command = [sys.executable, "-m", "pagefind", "--site", str(site)]
        subprocess.run(
            [*command, "--output-path", str(folder)], check=True, stdout=subprocess.DEVNULL
        )
        return {"index": time.perf_counter() - started}


def _page(doc: Doc) -> str:
    title = html.escape(doc.title)
    body = "".join(f"<p>{html.escape(line)}</p>" for line in doc.body.splitlines() if line.strip())
    category = f'<p data-pagefind-filter="category">{html.escape(doc.category)}</p>'
    return (
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body data-pagefind-body><h1>{title}</h1>{body}{category}</body></html>"
    )

"""One picture for each group of rows: bars of each peer, one panel for each corpus."""

from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from benchmarks.peers import PEERS
from benchmarks.results import Figure, Results

_GROUPS = {
    "reindex": ("full reindex", "no-change reindex", "one changed post until found"),
    "size": ("index size ÷ text",),
    "memory": ("peak memory, all processes",),
    "cold": ("cold start to first answer", "server start to first answer"),
    "ids": (", ids, p50",),
    "pages": (", page, p50",),
    "rate": ("requests/s",),
}
"""Parts of the names of rows, by picture."""


def draw(results: Results, folder: Path) -> list[str]:
    """Writes the pictures that have anything to show; their file names."""
    folder.mkdir(parents=True, exist_ok=True)
    matplotlib.rcParams["svg.hashsalt"] = "sakuin"
    drawn = []
    for name, parts in _GROUPS.items():
        figures = [f for f in results.figures if _shown(f.row, parts)]
        if figures:
            _picture(figures, folder / f"{name}.svg")
            drawn.append(f"{name}.svg")
    return drawn


def _shown(row: str, parts: tuple[str, ...]) -> bool:
    return any(part in row for part in parts)


def _picture(figures: list[Figure], path: Path) -> None:
    corpora = list(dict.fromkeys(f.corpus for f in figures))
    size = (10, 1 + 3 * len(corpora))
    picture, panels = plt.subplots(len(corpora), 1, figsize=size, squeeze=False)
    for corpus, panel in zip(corpora, panels[:, 0], strict=True):
        _panel(panel, corpus, [f for f in figures if f.corpus == corpus])
    picture.tight_layout()
    picture.savefig(path, metadata={"Date": None})
    plt.close(picture)


def _panel(panel: Axes, corpus: str, figures: list[Figure]) -> None:
    rows = list(dict.fromkeys(f.row for f in figures))
    peers = [p for p in (*PEERS, "constant answer") if any(f.peer == p for f in figures)]
    width = 0.8 / len(peers)
    for place, peer in enumerate(peers):
        own = [f for f in figures if f.peer == peer]
        left = [rows.index(f.row) + place * width for f in own]
        panel.bar(left, [f.value for f in own], width, label=peer)
    middle = (len(peers) - 1) * width / 2
    panel.set_xticks([i + middle for i in range(len(rows))], [r.replace(", p50", "") for r in rows])
    panel.tick_params(axis="x", labelsize=7)
    panel.set_yscale("log")
    panel.set_ylabel(figures[0].unit)
    panel.set_title(corpus)
    panel.legend(fontsize=7)

"""Results → docs/benchmarks.md: for each corpus one table, each cell the number and its ratio."""

from collections.abc import Iterator

from benchmarks.peers import PEERS, SAKUIN
from benchmarks.results import Figure, Results

_CONSTANT = "constant answer"
_COLUMNS = (*PEERS, _CONSTANT)
_FIRST = (
    "full reindex", "of that: load", "of that: tokenise", "of that: index",
    "share of bare MeCab × cores", "characters/s", "posts/s", "no-change reindex",
    "one changed post until found", "index size", "index size ÷ text",
    "peak memory, all processes", "peak memory, main process",
)  # fmt: skip
"""Rows that open the table; the others follow as they were measured."""
_INTRO = """# Benchmarks

Made by `make bench`; written by a program. In brackets: how many times better (above 1) or worse
(below 1) Sakuin is at it than the peer. — is what a peer has no such thing of, or what was not
measured.

- Sizes hold the shown text besides the index, for every engine but Pagefind's pieces.
- "pairs": the net of n-grams without its single characters, in two forms, for quoted runs of three
  characters or more: pairs of characters with the documents that hold them, as Sakuin has them, the
  text deciding; and pairs with their places, which need no text.
- "ids": in process, Sakuin's with the partial hits that follow; Groonga by its own clock, without
  HTTP. "kernel": Sakuin's postings, scores and order on the very tokens that tantivy gets, for
  queries whose words are one token each, documents' numbers alone. "page": over HTTP on 127.0.0.1
  with snippets and facets, by the client's clock, no answer kept; Groonga closes each connection.
- "CPU a page": of all processes of a server, over the same queries, by one process that answers.
- "requests/s": by a process a core, no answer kept, unless said otherwise.
- tantivy and Whoosh get words that we cut with MeCab; it is part of their time and stands apart.
- Groonga gets bare JSON by `load` and holds two indexes: TokenMecab and TokenBigram.
- SQLite (trigrams) reads all of the text for words of fewer than three characters.
- A full reindex is of Sakuin's whole command, its start and reading of Markdown included; peers
  get shown text and are timed from their first document on. Starts are of a process, Python's
  included.
- Memory adds up what processes hold; pages that they share count for each.
- The client of requests/s works on the same cores as the server.
"""

_QUICK_INTRO = """# Speed, the short form

Made by `make bench-quick` in some minutes; written by a program. In brackets: how many times better
(above 1) or worse (below 1) Sakuin is at it than the peer. What the rows say is told in
[benchmarks.md](benchmarks.md), which has more corpora, more peers and more rows.
"""


def ratios(results: Results) -> str:
    """The short document, of what `make bench-quick` measures."""
    return _document(_QUICK_INTRO, results, [])


def markdown(results: Results, charts: list[str]) -> str:
    """The whole document; `charts` are addresses of pictures."""
    return _document(_INTRO, results, charts)


def _document(intro: str, results: Results, charts: list[str]) -> str:
    parts = [intro, _facts("Machine", results.machine), _facts("Versions", results.versions)]
    for corpus, stats in results.documents.items():
        text = f"{stats['documents']:,} documents, {stats['characters']:,} characters, "
        parts.append(f"## {corpus}\n\n{text}{stats['bytes']:,} bytes of shown text.\n")
        parts.append(_moments(results.measured.get(corpus, {})))
        parts.append(_table([f for f in results.figures if f.corpus == corpus]))
        parts.append(_agreements(results, corpus))
    if results.failures:
        parts.append("## Failed\n\n" + "".join(f"- {line}\n" for line in results.failures))
    parts += [f"![{chart}](benchmarks/{chart})\n" for chart in charts]
    return "\n".join(part for part in parts if part)


def _facts(title: str, facts: dict[str, str]) -> str:
    return f"{title}: " + "; ".join(f"{name} {value}" for name, value in facts.items()) + ".\n"


def _moments(measured: dict[str, str]) -> str:
    """When what was measured: `2026-11-25 at a1b2c3d: sakuin, groonga; …`."""
    peers: dict[str, list[str]] = {}
    for peer, moment in measured.items():
        peers.setdefault(moment, []).append(peer)
    found = [f"{moment}: {', '.join(some)}" for moment, some in peers.items()]
    return f"Measured {'; '.join(found)}.\n" if found else ""


def _table(figures: list[Figure]) -> str:
    peers = [p for p in _COLUMNS if any(f.peer == p for f in figures)]
    lines = [_line(["row", *peers]), _line(["---"] + ["---:"] * len(peers))]
    rows = dict.fromkeys(figure.row for figure in figures)
    for row in sorted(rows, key=lambda row: _FIRST.index(row) if row in _FIRST else len(_FIRST)):
        cells = {figure.peer: figure for figure in figures if figure.row == row}
        ours = cells.get(SAKUIN)
        lines.append(_line([row, *(_cell(cells.get(peer), ours) for peer in peers)]))
    return "\n".join(lines) + "\n"


def _cell(figure: Figure | None, ours: Figure | None) -> str:
    if figure is None:
        return "—"
    shown = f"{number(figure.value)} {figure.unit}"
    if ours is None or figure is ours:
        return shown
    return f"{shown} ({number(ratio(figure, ours))}×)"


def ratio(figure: Figure, ours: Figure) -> float:
    """How many times better `ours` is."""
    over, under = (ours, figure) if figure.more else (figure, ours)
    return over.value / under.value if under.value else float("inf")


def number(value: float) -> str:
    """Three digits that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _agreements(results: Results, corpus: str) -> str:
    found = [a for a in results.agreements if a.corpus == corpus]
    if not found:
        return ""
    peers = [p for p in PEERS if any(a.peer == p for a in found)]
    head = "Answers: share that is not empty / share of ids in common with Sakuin's first page.\n"
    lines = [head, _line(["kind", *peers]), _line(["---"] + ["---:"] * len(peers))]
    for kind in dict.fromkeys(a.kind for a in found):
        cells = {a.peer: a for a in found if a.kind == kind}
        lines.append(_line([kind, *_shares(peers, {
            peer: (a.answered, a.shared) for peer, a in cells.items()
        })]))  # fmt: skip
    return "\n".join(lines) + "\n"


def _shares(peers: list[str], cells: dict[str, tuple[float, float | None]]) -> Iterator[str]:
    for peer in peers:
        if peer not in cells:
            yield "—"
            continue
        answered, shared = cells[peer]
        yield f"{answered:.0%} / " + ("—" if shared is None else f"{shared:.0%}")


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"

"""`python -m benchmarks.pool`: what a reader has to judge. The first ten of every engine for the
queries of `judged/queries.jsonl` over the real posts, shuffled, without a word on who found them.
Of slips, spellings and kana those of the plain words, too, so that what could have been found is
known. With `--take`, what was judged goes to `judged/judgements.jsonl`."""

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.asked import asked, content_words
from benchmarks.corpora import corpus
from benchmarks.judgements import Typed, read_judgements, read_typed, write_judgements
from benchmarks.machine import machine
from benchmarks.model import Doc
from benchmarks.passages import passages
from benchmarks.ranked import ENGINES, rankings
from benchmarks.results import Results
from benchmarks.run import Bench, measure
from benchmarks.server import stop_in_order

_KEY = "key.json"
_SEED = 20_240_101
_TITLE = 60
_OTHER_WORDS = ("kana and romaji", "spellings")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--work", type=click.Path(path_type=Path), help="Folder of corpora and indexes.")
@click.option("--parts", default=6, show_default=True, help="Files to write.")
@click.option("--take", is_flag=True, help="Read what was judged, from FOLDER/*.tsv.")
def main(folder: Path, work: Path | None, parts: int, take: bool) -> None:
    """Writes to FOLDER what has not been judged yet, or takes what was judged there."""
    if take:
        click.echo(f"judged: {_take(folder)} queries")
        return
    stop_in_order()
    made = corpus("posts", (work or Path(tempfile.gettempdir(), "sakuin-bench")).resolve(), None)
    typed = read_typed()
    pool = _pool([Bench(made, name, Results(machine()), {}) for name in ENGINES], typed)
    docs = {doc.id: doc for doc in made.docs()}
    folder.mkdir(parents=True, exist_ok=True)
    for part in range(parts):
        text = "\n".join(_block(one, pool[one.id], docs) for one in typed[part::parts])
        (folder / f"part-{part + 1}.txt").write_text(text, encoding="utf-8")
    (folder / _KEY).write_text(json.dumps(pool, ensure_ascii=False), encoding="utf-8")
    click.echo(f"pool: {sum(map(len, pool.values()))} candidates of {len(typed)} queries")


def _pool(benches: list[Bench], typed: list[Typed]) -> dict[str, list[str]]:
    """By query the ids that nobody has judged, shuffled."""
    asked_for = [(one.id, text) for one in typed for text in (one.query, *_plain(one))]
    judged = read_judgements()
    found: dict[str, set[str]] = {one.id: set() for one in typed}
    for bench in benches:
        measure(bench, ())
        for (name, _), ids in zip(
            asked_for, rankings(bench, [text for _, text in asked_for]), strict=True
        ):
            found[name] |= set(ids) - (judged[name].seen if name in judged else set())
    chance = random.Random(_SEED)
    return {name: chance.sample(sorted(ids), len(ids)) for name, ids in found.items()}


def _block(one: Typed, ids: list[str], docs: dict[str, Doc]) -> str:
    right = f" (正しくは {one.right[0]})" if one.right else ""
    lines = [f"=== {one.id} | {one.query}{right}", f"want: {one.intent}"]
    words = [word for text in (one.query, *_plain(one)) for word in _words(text)]
    for number, post in enumerate(ids, start=1):
        doc = docs[post]
        about = "; ".join([post[-40:], f"{len(doc.body):,}字", doc.date, *_flags(one, doc)])
        lines.append(f"{number}. {doc.title[:_TITLE]} [{about}] {passages(doc.body, words)}")
    return "\n".join(lines) + "\n"


def _plain(one: Typed) -> tuple[str, ...]:
    """What the query means in other words than were typed."""
    if one.kind not in _OTHER_WORDS:
        return one.right
    return (" ".join(word for word in content_words(one.intent) if word != "記事"),)


def _words(text: str) -> Iterator[str]:
    query = asked(text)
    yield from query.must
    for word in query.words:
        yield from (word, *content_words(word))


def _flags(one: Typed, doc: Doc) -> Iterator[str]:
    """What a passage cannot show: whether quotes and exclusions are obeyed."""
    query, text = asked(one.query), f"{doc.title}\n{doc.body}".casefold()
    yield from (f"has {word}" for word in query.without if word.casefold() in text)
    yield from (f"lacks {word}" for word in query.must if word.casefold() not in text)


def _take(folder: Path) -> int:
    """Adds what was judged, `query TAB numbers of the right candidates`; how many queries."""
    key = json.loads((folder / _KEY).read_text(encoding="utf-8"))
    right: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*.tsv")):
        for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
            name, _, numbers = line.partition("\t")
            chosen = {int(number) for number in numbers.replace(",", " ").split()}
            right[name.strip()] = frozenset(key[name.strip()][number - 1] for number in chosen)
    write_judgements({name: (ids, frozenset(key[name])) for name, ids in right.items()})
    return len(right)


if __name__ == "__main__":
    main()

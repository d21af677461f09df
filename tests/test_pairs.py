"""Pairs of characters with their places: they find what the texts have, no more and no less."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import index.store.pairs
import index.store.segment_writer
from index import compiled
from index.store.format.inverted import Detail, Inverted
from index.store.pair_writer import packed
from index.store.reader import Reader
from index.text.grams import cover
from index.values import FIELDS
from tests.conftest import written
from tests.kernels import forms_of

FORMS = forms_of("index.store.kernels.pair_places")
_TEXT = st.text("あいうa𠮷。", max_size=30)
_POST = st.lists(st.tuples(st.sampled_from(["body", "title", "code"]), _TEXT), min_size=1)


@pytest.fixture
def paired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of any size have pairs, of which places are kept, and are asked for any post."""
    monkeypatch.setattr(index.store.segment_writer, "LEAST", 1)
    monkeypatch.setattr(index.store.pairs, "_FEW", -1)


def _by_texts(reader: Reader, docs: Any, literal: str) -> list[tuple[int, int]]:
    of, _, fields = reader.encoded(docs).find(literal)
    return sorted(zip(of.tolist(), fields.tolist(), strict=True))


@pytest.mark.usefixtures("paired")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(_POST, min_size=1, max_size=4), min_size=1, max_size=3),
    st.lists(st.text("あいう𠮷a", min_size=2, max_size=5), min_size=1, max_size=4),
)
def test_runs_are_found_as_the_texts_have_them(
    batches: list[list[list[tuple[str, str]]]], literals: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = written(Path(folder), batches, ["0.md"])
        live = np.flatnonzero(reader.live).astype(np.int32)
        for number, literal in enumerate(literals):
            docs = live[:: 1 + number % 2]
            of, fields = reader.occurrences(docs, literal, cover(literal))
            found = sorted(zip(of.tolist(), fields.tolist(), strict=True))
            assert found == _by_texts(reader, docs, literal)


@pytest.mark.usefixtures("paired")
def test_frequent_pairs_alone_answer_for_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [
        [("title", "雨の日"), ("body", f"雨の日に傘を{number}本。雨の日。")] for number in range(4)
    ]
    reader = written(tmp_path, [posts], [])
    [(segment, _)] = reader.segments()
    if compiled.form() == "compiled":
        monkeypatch.setattr(segment, "encoded", None)  # texts are not read
    docs = np.arange(4, dtype=np.int32)
    of, fields = reader.occurrences(docs, "雨の日", cover("雨の日"))
    rows = sorted(zip(of.tolist(), [FIELDS[field] for field in fields.tolist()], strict=True))
    assert rows == sorted([(doc, name) for doc in range(4) for name in ("title", "body", "body")])


def test_small_segments_have_none(tmp_path: Path) -> None:
    [(segment, _)] = written(tmp_path, [[[("body", "雨の日")]]], []).segments()
    assert segment.pairs is None


_LISTS = st.lists(
    st.tuples(
        st.integers(0, 300), st.integers(0, len(FIELDS) - 1),
        st.lists(st.integers(0, 70_000), min_size=1, max_size=5, unique=True),
    ),
    min_size=1, max_size=6, unique_by=lambda row: row[:2],
)  # fmt: skip


@given(st.lists(_LISTS, min_size=1, max_size=3), st.integers(0, 9))
def test_places_are_read_as_they_were_written(
    lists: list[list[tuple[int, int, list[int]]]], back: int
) -> None:
    lists = [sorted((doc, field, sorted(at)) for doc, field, at in one) for one in lists]
    rows = [row for one in lists for row in one]
    detail = Detail(
        np.array([field for _, field, _ in rows], np.uint8),
        np.array([len(at) for *_, at in rows], np.int32),
        np.array([place for *_, at in rows for place in at], np.int32),
        np.zeros(sum(len(at) for *_, at in rows), np.uint8),
    )
    docs = np.array([doc for doc, *_ in rows], np.int32)
    keys = np.arange(len(lists), dtype=np.uint64)
    data, lengths = packed(Inverted(keys, np.array([len(one) for one in lists]), docs, detail))
    ends = np.cumsum(lengths).tolist()
    assert ends[-1] == len(data)
    wanted = np.unique(docs)[::2].copy()
    for one, start, end in zip(lists, [0, *ends], ends, strict=False):
        places = [
            (doc * 9 + field) * 1000 + place - back
            for doc, field, at in one
            for place in at
            if doc in wanted
        ]
        for form in FORMS:
            found = form.lines(data[start:end], wanted, 9, 1000, back)
            assert found is None or found.tolist() == places
    assert FORMS[2].lines(data[: ends[0]], wanted, 9, 1000, back) is not None


@given(st.binary(max_size=40))
def test_bytes_that_are_no_places_are_refused_or_end(data: bytes) -> None:
    wanted = np.arange(50, dtype=np.int32)
    found = []
    for form in (FORMS[0], FORMS[2]):
        try:
            places = form.lines(data, wanted, 9, 1000, 0)
            found.append(None if places is None else places.tolist())
        except IndexError:
            found.append(IndexError)
    assert found[0] == found[1] or found[0] is None


_NUMBERS = st.lists(st.integers(0, 60), unique=True).map(lambda some: np.array(sorted(some), "i8"))


@given(_NUMBERS, _NUMBERS)
def test_what_two_lists_have_in_common_is_alike_in_every_form(some: Any, others: Any) -> None:
    wanted = sorted({*some.tolist()} & {*others.tolist()})
    for form in FORMS:
        assert form.common(some, others).tolist() == wanted

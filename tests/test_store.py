"""Laws of the index's files: what is packed is unpacked, however it was merged; folded and shown
text correspond."""

import re
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from index.post import FIELDS
from index.store import EncodedTexts, Reader
from index.store.document import FIELD_MARKS
from index.store.inverted import Detail, Inverted, merged
from index.store.lists import starts_of
from index.store.packing import pack, unpack
from index.store.record import Record
from index.store.spill import Gathered
from index.text import literal
from index.text.fold import LITERAL, fold_with_offsets
from tests.conftest import reader_of, written
from tests.test_fold import NASTY

_BIG = st.integers(0, 300) | st.integers(0, 70_000) | st.integers(0, 2**31 - 1)


@st.composite
def _lists(draw: st.DrawFn) -> Inverted:
    """A few keys and their postings, with numbers of all sizes."""
    sizes, docs, fields, counts, positions, extents = [], [], [], [], [], []
    for _ in range(draw(st.integers(0, 4))):
        pairs = draw(
            st.sets(st.tuples(_BIG, st.integers(0, len(FIELDS) - 1)), min_size=1, max_size=5)
        )
        sizes.append(len(pairs))
        for doc, field in sorted(pairs):
            docs.append(doc)
            fields.append(field)
            places = sorted(draw(st.lists(_BIG, min_size=1, max_size=4)))
            counts.append(len(places))
            positions += places
            extents += draw(
                st.lists(st.integers(0, 255), min_size=len(places), max_size=len(places))
            )
    return Inverted(
        np.arange(len(sizes), dtype=np.uint64),
        np.array(sizes, dtype=np.int64),
        np.array(docs, dtype=np.int32),
        Detail(
            np.array(fields, dtype=np.uint8), np.array(counts, dtype=np.int32),
            np.array(positions, dtype=np.int32), np.array(extents, dtype=np.uint8),
        ),
    )  # fmt: skip


def _columns(part: Inverted) -> list[list[int]]:
    assert part.detail is not None
    detail = part.detail
    columns = (
        part.sizes,
        part.docs,
        detail.fields,
        detail.counts,
        detail.positions,
        detail.extents,
    )
    return [column.tolist() for column in columns]


@given(_lists())
def test_what_is_packed_is_unpacked(lists: Inverted) -> None:
    data, lengths = pack(lists)
    packed = np.frombuffer(data, np.uint8)
    again = unpack(packed, starts_of(lengths), lists.keys, detailed=True)
    assert _columns(again) == _columns(lists)


@given(_lists())
def test_a_record_read_alone_says_what_all_say(lists: Inverted) -> None:
    assert lists.detail is not None
    data, lengths = pack(lists)
    places, starts = starts_of(lengths), starts_of(lists.sizes)
    occurrences = starts_of(lists.detail.counts)
    for key in range(len(lists.sizes)):
        record = Record(memoryview(data)[places[key] : places[key + 1]])
        rows = range(starts[key], starts[key + 1])
        assert record.docs.tolist() == lists.docs[rows].tolist()
        for number, row in enumerate(rows):
            first, more = record.occurrences(number)
            mine = slice(occurrences[row], occurrences[row + 1])
            assert first.tolist() == lists.detail.positions[mine].tolist()
            assert more.tolist() == lists.detail.extents[mine].tolist()


def _postings(lists: Inverted) -> list[tuple[int, list[tuple[int, int, list[int], list[int]]]]]:
    """(key, its postings with their occurrences) of each list."""
    assert lists.detail is not None
    detail, at = lists.detail, 0
    rows = []
    for doc, field, count in zip(
        lists.docs.tolist(), detail.fields.tolist(), detail.counts.tolist(), strict=True
    ):
        here = slice(at, at + count)
        rows.append((doc, field, detail.positions[here].tolist(), detail.extents[here].tolist()))
        at += count
    bounds = pairwise(starts_of(lists.sizes).tolist())
    return [(int(key), rows[a:b]) for key, (a, b) in zip(lists.keys, bounds, strict=True)]


@given(
    st.lists(_lists(), max_size=5),
    st.permutations("dcba"),
    st.sets(st.integers(0, 4)),
    st.integers(1, 9),
)
def test_however_lists_were_gathered_they_merge_to_the_same(
    parts: list[Inverted], spelled: list[str], spilled: set[int], rows: int
) -> None:
    rank = np.array([sorted(spelled).index(word) for word in spelled], dtype=np.uint64)
    wanted: dict[int, list[object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        gathered = Gathered(Path(folder))
        for number, part in enumerate(parts):
            keys = sorted(range(len(part.sizes)), key=spelled.__getitem__)
            gathered.add(replace(part, keys=np.array(keys, dtype=np.uint64)))
            for key, (_, postings) in zip(keys, _postings(part), strict=True):
                wanted.setdefault(int(rank[key]), []).extend(postings)
            if number in spilled:
                gathered.spill(spelled)
        slices = list(merged(gathered.parts, rank, rows))
        assert not list(Path(folder).iterdir())
        gathered.close()
    found = [pair for one in slices for pair in _postings(one)]
    assert found == sorted(wanted.items())
    assert all(len(one.docs) <= rows + 5 * len(parts) for one in slices)  # a list of each part


_WORDS = ("東京", "駅", "検索", "go", "SQL", "。")
_posts = st.lists(
    st.lists(
        st.tuples(st.sampled_from(("title", "body", "code")), st.lists(st.sampled_from(_WORDS))),
        max_size=3,
    ).map(lambda sections: [(field, "".join(words)) for field, words in sections]),
    max_size=8,
)


def _said(reader: Reader) -> dict[str, object]:
    """What a reader says of each post, by its id."""
    said: dict[str, object] = {}
    live = np.flatnonzero(reader.live).tolist()
    for doc in live:
        stored = reader.stored(doc)
        words = ("東京", "駅", "東京駅", "検索", "go", "sql")
        one = np.array([doc], dtype=np.int32)
        places = {
            word: [place[1:] for place in reader.places(one, word).tolist()] for word in words
        }
        slices = {word: reader.slices(doc, word, stored.text) for word in words}
        said[reader.post_id(doc)] = (stored.text.shown, stored.text.folded, places, slices)
    said["frequencies"] = [reader.frequency(word) for word in ("東京", "駅", "go", "無")]
    said["read"] = list(reader.read("と", 2))
    for number in (ord("東") << 42, ord("駅") << 42, (ord("検") << 21 | ord("索")) << 21):
        said[f"gram {number}"] = sorted(reader.post_id(doc) for doc in reader.gram(number).tolist())
    return said


@given(_posts, st.lists(st.integers(0, 8), max_size=4), st.sets(st.integers(0, 8)))
def test_however_posts_came_and_were_merged_the_index_says_the_same(
    posts: list[list[tuple[str, str]]], cuts: list[int], deleted: set[int]
) -> None:
    gone = [f"{number}.md" for number in deleted]
    bounds = [0, *sorted(cuts), len(posts)]
    batches = [posts[low:high] for low, high in pairwise(bounds)]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as many:
        whole, parts = written(Path(one), [posts], gone), written(Path(many), batches, gone)
        assert _said(whole) == _said(parts)


@given(NASTY, st.data())
def test_folded_and_shown_text_correspond(text: str, data: st.DataObject) -> None:
    stored = reader_of([("title", "題"), ("body", text)]).stored(0).text
    folded = fold_with_offsets(text, LITERAL)
    head = len(stored.folded) - len(folded.text)
    shown_head = len(stored.shown) - len(text)
    assert stored.folded[head:] == folded.text
    assert stored.shown[shown_head:] == text
    if not folded.text:
        return
    low = data.draw(st.integers(0, len(folded.text) - 1))
    high = data.draw(st.integers(low + 1, len(folded.text)))
    start, end = stored.to_shown(head + low, head + high)
    wanted = folded.slice_of(low, high)
    assert (start - shown_head, end - shown_head) == wanted
    assert folded.text[low:high] in literal(stored.shown[start:end])


@given(st.lists(st.one_of(NASTY, st.text("abé1か", max_size=30)), max_size=3), st.data())
def test_an_encoded_text_is_searched_as_the_decoded_one(
    texts: list[str], data: st.DataObject
) -> None:
    fields = ("title", "body", "code")
    reader = reader_of([("title", "題 a"), *zip(fields, texts, strict=False)])
    folded = reader.stored(0).text.folded
    other = reader_of([("title", "題"), ("body", "本文"), ("code", "a")])
    encoded = EncodedTexts([_stored(other), _stored(reader), _stored(other), _stored(reader)])
    low = data.draw(st.integers(0, len(folded) - 1))
    run = folded[low : low + data.draw(st.integers(1, 4) | st.integers(14, 20))]
    found = [match.start() for match in re.finditer(re.escape(run), folded)]
    assume(set(run).isdisjoint(FIELD_MARKS.values()))
    of, places, of_fields = encoded.find(run)
    own = places[of == 1].tolist()
    assert own == places[of == 3].tolist()
    assert of.tolist() == sorted(of.tolist())
    marks = {mark: FIELDS.index(field) for field, mark in FIELD_MARKS.items()}
    wanted = [next(marks[c] for c in reversed(folded[:at]) if c in marks) for at in found]
    assert [encoded.before(1, place) for place in own] == [folded[at - 1] for at in found]
    assert of_fields[of == 3].tolist() == wanted
    assert [len(text) for text in encoded.units(3)] == [3, min(3, _units(folded)), 3, 3]


def test_documents_are_ranked_by_id_whichever_segment_they_are_in(tmp_path: Path) -> None:
    batches = [[[("title", "題")]] * size for size in (9, 3, 1)]
    reader = written(tmp_path, batches, ["3.md"])
    assert len(reader.segments()) == 3
    ids = [reader.post_id(doc) for doc in range(reader.size)]
    assert [ids[doc] for doc in np.argsort(reader.id_ranks())] == sorted(ids)
    assert sorted(ids)[:3] == ["0.md", "1.md", "10.md"]


def _stored(reader: Reader) -> memoryview:
    return reader.segments()[0][0].text(0)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_SOME_DOCS = st.lists(st.integers(0, 300_000), min_size=1, max_size=400)


@given(st.lists(_SOME_DOCS, max_size=6), st.booleans())
def test_lists_of_documents_come_back_whatever_code_they_are_in(
    lists: list[list[int]], dense: bool
) -> None:
    found = [sorted(doc // 1_000 if dense else doc for doc in one) for one in lists]
    docs = np.array([doc for one in found for doc in one], dtype=np.int32)
    sizes = np.array([len(one) for one in found], dtype=np.int64)
    data, lengths = pack(Inverted(np.arange(len(found), dtype=np.uint64), sizes, docs, None))
    places = starts_of(lengths)
    for number, one in enumerate(found):
        record = Record(memoryview(data)[places[number] : places[number + 1]])
        assert record.docs.tolist() == one
    whole = unpack(np.frombuffer(data, np.uint8), places, np.arange(len(found)), detailed=False)
    assert whole.docs.tolist() == docs.tolist()

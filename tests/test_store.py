"""Laws of segments: they say the same however posts came and were merged; folded and shown text
correspond."""

import re
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from index.store.format.encoded import EncodedTexts
from index.store.format.posting_list import Postings
from index.store.reader import Reader
from index.text.fold import LITERAL
from index.text.folded import fold_with_offsets
from index.text.literal import fold_literal
from index.values.documents import FIELD_MARKS
from index.values.post import FIELDS
from tests.conftest import reader_of, written
from tests.test_fold import NASTY

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
    # what merges have not dropped yet leads to words that no post has
    said["read"] = [(kana, term) for kana, term in reader.read("と", 2) if reader.frequency(term)]
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


@given(_posts, st.sets(st.integers(0, 8)), st.sampled_from(("", "g", "sq", "東", "検索", "無")))
def test_words_that_begin_alike_have_the_postings_of_each(
    posts: list[list[tuple[str, str]]], deleted: set[int], prefix: str
) -> None:
    half = len(posts) // 2
    gone = [f"{number}.md" for number in deleted]
    with tempfile.TemporaryDirectory() as folder:
        reader = written(Path(folder), [posts[:half], posts[half:]], gone)
        words = reader.prefixed(prefix, 10_000)
        docs = np.flatnonzero(reader.live).astype(np.int32)
        alone = [w for w in words if (reader.places(docs, w)[:, 2:] @ (1, -1) == 0).any()]
        for single, wanted in ((False, words), (True, alone)):
            rows = Counter[tuple[int, int]]()
            for word in wanted:
                rows.update(_rows(reader.word(word)))
            assert rows == _rows(reader.begun(prefix, single))


def _rows(postings: Postings) -> Counter[tuple[int, int]]:
    """How often something is in each document and field."""
    rows = Counter[tuple[int, int]]()
    of = zip(postings.docs.tolist(), postings.all_fields.tolist(), strict=True)
    for row, count in zip(of, postings.all_counts.tolist(), strict=True):
        rows[row] += count
    return rows


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
    assert folded.text[low:high] in fold_literal(stored.shown[start:end])


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
    for place, at in zip(own, found, strict=True):  # half a pair of surrogates is no border either
        assert encoded.before(1, place) in (folded[at - 1], "\ufffd")
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

"""Where sentences begin, and the best passages of posts, against plain loops."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.reader import Reader
from index.text.sentences import SENTENCE
from search.expand.expander import Expander
from search.match.spans import Posts
from search.match.together import best_passages
from tests.conftest import Sections, written

_WORDS = ("猫", "犬", "鳥")
_FIELDS = ("title", "heading", "body", "body", "tag")
_OF_ALL = ("title", "tag")
SENTENCES = st.lists(st.sampled_from([*_WORDS, "川"]), min_size=3, max_size=4)
POSTS = st.lists(
    st.lists(st.tuples(st.sampled_from(_FIELDS), st.lists(SENTENCES, max_size=4)), max_size=4),
    min_size=1, max_size=3,
)  # fmt: skip
Plain = list[tuple[str, list[list[str]]]]


def _sections(post: Plain) -> Sections:
    """Each sentence has three words or more, so that none goes on into the next."""
    return [("title", "題"), *((f, "".join("、".join(s) + "。" for s in some)) for f, some in post)]


def _best(post: Plain, scores: list[float], width: int) -> float:
    """The best sum over the words of so many sentences in a row, from one with a word on, of the
    heading above and of the fields that belong to all."""
    rows = [("title", set[str]())]
    rows += [(field, set(sentence)) for field, some in post for sentence in some]
    of_all = set[str]().union(*(words for field, words in rows if field in _OF_ALL))
    rows = [(field, words if field not in _OF_ALL else set()) for field, words in rows]
    best, heading = 0.0, set[str]()
    for first, (field, words) in enumerate(rows):
        heading = words if field == "heading" else heading
        inside = [words, *(some for _, some in rows[first + 1 : first + width]), heading]
        passage = of_all.union(*inside) if words & {*_WORDS} else of_all
        sums = (score for word, score in zip(_WORDS, scores, strict=True) if word in passage)
        best = max(best, sum(sums))
    return best


@given(POSTS, st.lists(st.integers(1, 9).map(float), min_size=3, max_size=3), st.integers(1, 4))
def test_the_best_passage_is_that_of_a_plain_loop(
    posts: list[Plain], scores: list[float], width: int
) -> None:
    with TemporaryDirectory() as folder:
        reader = written(Path(folder), [list(map(_sections, posts))], [])
        expand, find = Expander().expand, Posts(reader)
        docs = np.arange(reader.size, dtype=np.int32)
        places = [find.places(docs, expand(word).units[0]) for word in _WORDS]
        each = np.tile(np.array(scores, dtype=np.float32), (len(docs), 1))
        best = best_passages(docs, places, each, reader, width)
    assert best.tolist() == [_best(post, scores, width) for post in posts]


def _begins(reader: Reader) -> list[int]:
    places = reader.places(np.zeros(1, dtype=np.int32), SENTENCE)
    return [int(first) for first in places[:, 2]]


@pytest.mark.parametrize(
    ("text", "begins"),
    [("猫と犬と鳥。川と港と町！", [0, 3]), ("猫と犬と鳥\n川と港と町", [0, 3]),
     ("猫と犬。川と港と町。鳥", [0, 5]), ("cat dog bird. sea town bay", [0, 3]),
     ("cat dog bird 1.5 sea", [0])],
)  # fmt: skip
def test_a_sentence_begins_behind_a_mark_or_a_line(
    tmp_path: Path, text: str, begins: list[int]
) -> None:
    assert _begins(written(tmp_path, [[[("body", text)]]], [])) == begins

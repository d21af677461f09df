"""MeCab's words by its nodes are those that its lines tell, to the letter."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import mecab
from index.text.alike import BEFORE_MECAB
from index.text.fold import SEPARATOR, fold
from index.text.kernels import COMPILED
from index.text.lexicon import LENGTH, TERM, Lexicon
from index.text.mecab import parser
from index.text.nodes import NodeReader
from index.text.segmentation import Segmentation, segmented
from index.text.tagger import lines_of
from index.values import AddedWords
from tests.conftest import FIXTURE

pytestmark = pytest.mark.skipif(not COMPILED, reason="nodes are read by compiled code alone")

ADDED: AddedWords = (("索引屋", "さくいんや"), ('"引"用,', "いんよう"))
_TEXT = st.text(st.sampled_from('索引屋は検索。"引用",Node.js 12\tÐ ヴーｶﾞ𠮷\ud800'), max_size=60)


def _by_lines(text: str, lexicon: Lexicon) -> list[int]:
    return [lexicon.lines[line] for line in lines_of(text, lexicon.added)]


def _reader(lexicon: Lexicon) -> NodeReader:
    reader = lexicon.nodes
    assert reader is not None
    return reader


@pytest.fixture(params=[(), ADDED], ids=["plain", "added"])
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    return Lexicon(request.param)


def _folded() -> Iterator[str]:
    for path in sorted(FIXTURE.rglob("*.md")):
        yield fold(path.read_text(encoding="utf-8", errors="replace")[:3_000], BEFORE_MECAB)


def test_the_words_of_posts_have_the_lines_that_mecab_writes(lexicon: Lexicon) -> None:
    reader = _reader(lexicon)
    texts = [line.replace("\t", " ") for text in _folded() for line in text.split("\n")]
    texts += ["索引屋で検索。", '彼は"引"用,する', "   ", "", "Ð  検索Ð索引", "𠮷野家"]
    for text in texts * 2:
        assert reader.read_one(text).tolist() == _by_lines(text, lexicon)


@given(st.lists(_TEXT, min_size=1, max_size=3))
def test_texts_are_segmented_alike_by_nodes_and_by_lines(texts: list[str]) -> None:
    _require_alike(SEPARATOR.join(["", *texts, ""]))


def test_what_is_longer_than_a_piece_is_segmented_alike() -> None:
    _require_alike(SEPARATOR.join(["", "索引と検索、そして" * 1_500, "短い。", "x" * 3_000, ""]))


def _require_alike(text: str) -> None:
    cuts = [at for at, char in enumerate(text) if char == SEPARATOR]
    by_nodes, by_lines = Lexicon(), Lexicon()
    by_lines.nodes = None
    one, other = (segmented(text, cuts, lexicon) for lexicon in (by_nodes, by_lines))
    assert _shown(one, by_nodes) == _shown(other, by_lines)


def _shown(made: Segmentation, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    terms = (lexicon.terms[number] for number in lexicon.column(made.numbers, TERM).tolist())
    return list(zip(made.starts.tolist(), made.ends.tolist(), terms, strict=True))


def test_many_words_keep_their_numbers() -> None:
    reader, words = _reader(Lexicon()), [f"語{number}番" for number in range(9_000)]
    first = [reader.read_one(word).tolist() for word in words]
    assert first == [reader.read_one(word).tolist() for word in words]
    assert len({tuple(numbers) for numbers in first}) == len(words)


def test_pieces_outside_the_text_are_refused(lexicon: Lexicon) -> None:
    reader = _reader(lexicon)
    for low, high in ((-1, 2), (0, 7), (3, 2)):
        with pytest.raises((IndexError, ValueError)):
            reader.read(b"abcdef", np.array([low]), np.array([high]))
    assert reader.read_one("検索").tolist() == _by_lines("検索", lexicon)


def test_a_word_that_cannot_be_read_does_not_spoil_those_after_it() -> None:
    known = {"": 0}
    found = parser(())
    assert found is not None
    reader = NodeReader(found, known)
    with pytest.raises(KeyError):
        reader.read_one("検索")
    known |= {line: number for number, line in enumerate(lines_of("検索する", ()), 1)}
    assert reader.read_one("検索する").tolist() == [1, 2]


def test_lines_are_read_where_the_library_hides_its_functions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mecab, "_VERSION", b"another")
    monkeypatch.setattr("index.text.lexicon.parser", parser.__wrapped__)
    lexicon = Lexicon()
    assert lexicon.nodes is None
    text = f"{SEPARATOR}検索する{SEPARATOR}"
    assert segmented(text, [0, 5], lexicon).starts.tolist() == [1, 3]


def test_threads_share_one_parser() -> None:
    lexicon, wrong = Lexicon(), []
    reader = _reader(lexicon)

    def read(number: int) -> None:
        for turn in range(200):
            text = f"{number}番目の索引を{turn}回検索する"
            words = reader.read_one(text)
            if int(lexicon.column(words, LENGTH).sum()) != len(text):
                wrong.append(text)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong

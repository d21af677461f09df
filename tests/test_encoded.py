"""Folded texts in both encodings: which is taken, and that a run is found wherever it stands."""

import re

import numpy as np
import pytest

from index.store.format.encoded import EncodedTexts, decode, encode
from index.values.documents import FIELD_MARKS

BODY, CODE = FIELD_MARKS["body"], FIELD_MARKS["code"]
FILLERS = {"narrow": "a", "wide": "か", "pair": "𠮷", "half": "\ud842", "accent": "é"}
"""Characters of one, three, four, three and two bytes in UTF-8; of two, in UTF-16, but a pair."""


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0), (BODY, 1), (BODY + "a", 1), (BODY + "か", 2), (BODY + "a" + "か" * 2, 2),
        (BODY + "a" * 9 + "か" * 9, 1), (BODY + "a" * 9 + "か" * 10, 2), (BODY + "é" * 9, 1),
        (BODY + "𠮷" * 9, 1), (BODY + "𠮷か", 2), (BODY + "\udc80a", 1),
        (BODY + "\U0010ffff\uffff", 2),
        *((BODY + char * size, 1 if char in "aé𠮷" else 2)
          for name, char in FILLERS.items() if name != "half"
          for size in (65_534, 65_535, 65_536, 65_537)),
    ],
    ids=lambda value: ascii(value)[:16],
)  # fmt: skip
def test_a_text_is_in_the_smaller_encoding_and_comes_back(text: str, width: int) -> None:
    data = encode(text)
    names = ["utf-8", "utf-16-le"] if width < 2 else ["utf-16-le", "utf-8"]
    taken, other = (text.encode(name, "surrogatepass") for name in names)
    assert data == taken
    assert len(taken) < len(other) or (len(taken) == len(other) and width in (0, 2))
    assert decode(data) == decode(memoryview(data)) == text


def _found(texts: list[str], run: str) -> list[tuple[int, int, str]]:
    """(number of the text, place in characters, field) of each place of a run."""
    stored = [memoryview(encode(text)) for text in texts]
    encoded = EncodedTexts(stored)
    names, found = list(FIELD_MARKS), []
    of, places, fields = encoded.find(run)
    for number, place, field in zip(of.tolist(), places.tolist(), fields.tolist(), strict=True):
        at = len(decode(stored[number][:place]))
        assert encoded.before(number, place) in (texts[number][at - 1], _halved(texts[number], at))
        found.append((number, at, names[field]))
    return found


def _halved(text: str, at: int) -> str | None:
    """What may stand for a character that is no unit of UTF-16, which is no border of anything."""
    before = ord(text[at - 1])
    return "\ufffd" if before > 0xFFFF or 0xD800 <= before < 0xE000 else None


def _wanted(texts: list[str], run: str) -> list[tuple[int, int, str]]:
    names = {mark: name for name, mark in FIELD_MARKS.items()}
    found = [(n, m.start()) for n, t in enumerate(texts) for m in re.finditer(re.escape(run), t)]
    marks = [next(c for c in reversed(texts[n][:at]) if c in names) for n, at in found]
    return [(n, at, names[mark]) for (n, at), mark in zip(found, marks, strict=True)]


@pytest.mark.parametrize("kind", FILLERS)
@pytest.mark.parametrize("at", [1, 2, 65_535, 65_536, 65_537])
@pytest.mark.parametrize(
    "run",
    ["犬", "xy", "犬x𠮷é", "犬" * 15, "x" * 16, "犬" * 17, "xé" * 40],
    ids=lambda run: f"{run[0]!a} {len(run)}",
)
def test_a_run_is_found_behind_any_length_of_text(kind: str, at: int, run: str) -> None:
    filled = FILLERS[kind] * (at - 1)
    texts = [BODY + filled + run, BODY + "ね", BODY + filled + CODE + run + "b" + run, BODY + run]
    assert _found(texts, run) == _wanted(texts, run)
    assert len(_wanted(texts, run)) == 4


@pytest.mark.parametrize("unit", ["a", "か", "𠮷", "ab", "かa"])
@pytest.mark.parametrize("times", [1, 2, 7, 8, 9, 15, 16, 17, 33])
def test_a_run_that_overlaps_itself_is_found_as_often_as_it_fits(unit: str, times: int) -> None:
    texts = [BODY + unit * length + "z" + unit * length for length in (times - 1, times, 40)]
    assert _found(texts, unit * times) == _wanted(texts, unit * times)


@pytest.mark.parametrize("length", [16, 17, 40])
def test_no_run_is_found_across_two_units(length: int) -> None:
    """The bytes 30 31 30 31 … stand in 31 30 31 30 … from the second on."""
    crossed, run = "\u3031" * (length + 1), "\u3130" * length
    texts = [BODY + "か" + crossed + run + crossed]
    assert _found(texts, run) == [(0, 2 + len(crossed), "body")]


@pytest.mark.parametrize("length", [1, 16, 17, 40])
def test_a_run_is_found_one_byte_behind_where_it_seems_to_stand(length: int) -> None:
    """か ends in the byte 30, of which the run is made."""
    run = "\u3030" * length
    assert _found([BODY + "か" + run + "か" + run], run) == [
        (0, 2, "body"),
        (0, 3 + length, "body"),
    ]


@pytest.mark.parametrize("most", [0, 1, 2, 65_535, 65_536, 65_537])
@pytest.mark.parametrize("kind", FILLERS)
def test_units_are_of_utf_16_in_either_encoding(kind: str, most: int) -> None:
    text = BODY + FILLERS[kind] * 65_535
    encoded = EncodedTexts([memoryview(encode(text)), memoryview(encode(BODY))])
    wanted = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")[:most]
    units, alone = encoded.units(most)
    assert np.array_equal(units, wanted)
    assert alone.tolist() == [ord(BODY)][:most]


@pytest.mark.parametrize("run", ["", "z", "ab" * 50_000])
def test_what_stands_nowhere_is_not_found(run: str) -> None:
    assert _found([BODY + "ab", BODY + "かき"], run) == []
    assert _found([], run) == []


def test_halves_of_pairs_stay_apart() -> None:
    text = "\x03猫\ud842\udfb7野家だ"
    assert decode(encode(text)) == text
    of, _, _ = EncodedTexts([memoryview(encode(text))]).find("野家")
    assert of.tolist() == [0]

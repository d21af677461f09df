"""Folded texts → character n-grams as numbers, by which any literal is found, as it is or in other
letters that are alike."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.text.alike import ALIKE, REGION
from index.text.fold import SEPARATOR
from index.text.folded import fold_with_offsets
from index.text.gram_numbers import ALIKE_MARK, BITS, BORDER, gram_number, gram_text
from index.text.lexicon import Lexicon

GRAM = 2
"""Characters of the longest gram: no longer literals are found without reading texts."""

_LEAST = 32
"""The least code point that is no control character."""

Number = TypeVar("Number", np.uint64, np.int64)
Grams = tuple[NDArray[np.uint64], NDArray[np.int64]]
"""(grams, texts), both of shape (n,): text number `texts[i]` has the gram `grams[i]`; sorted by
gram, then text, no pair twice."""


def border_gram(prefix: str) -> int:
    """The gram of texts in which a Latin word or number begins with `prefix`, one or two
    characters."""
    return gram_number(BORDER + prefix)


def alike_gram(characters: str) -> int:
    """The gram of texts that have one or two characters in other letters that are alike."""
    return gram_number(ALIKE_MARK + characters)


def alike_of(grams: Grams, count: int) -> list[list[str]]:
    """One or two characters of each alike gram of each of `count` texts, in order."""
    low, high = grams[0].searchsorted([alike_gram(""), gram_number(chr(ord(ALIKE_MARK) + 1))])
    found: list[list[str]] = [[] for _ in range(count)]
    for number, text in zip(grams[0][low:high].tolist(), grams[1][low:high].tolist(), strict=True):
        found[text].append(gram_text(number)[1:])
    return found


def border_grams(
    terms: NDArray[np.int32], texts: NDArray[np.int64], lexicon: Lexicon, count: int
) -> Grams:
    """The border grams of `count` texts: text `texts[i]` has the term `terms[i]`, which may be a
    compound."""
    numbers, of = lexicon.borders(terms).ravel(), np.repeat(texts, 2)
    some = np.flatnonzero(numbers)
    mark = np.uint64(border_gram(""))
    values, docs = _each_once(numbers[some] ^ mark, of[some].astype(np.uint64), count)
    return values | mark, docs


def codepoints(text: str) -> NDArray[np.uint32]:
    """The code points of a text, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def grams(folded: Sequence[str]) -> Grams:
    """The grams of folded texts: every character and every pair of neighbours. Control characters
    only divide; every text has to begin with one."""
    points = codepoints("".join(folded)).astype(np.uint64)
    text = np.repeat(np.arange(len(folded), dtype=np.uint64), [len(one) for one in folded])
    real = points >= _LEAST
    pairs = real[:-1] & real[1:]
    single, double = points[real] << np.uint64(BITS), _paired(points)[pairs]
    of = np.concatenate([text[real], text[:-1][pairs]])
    numbers, docs = _each_once(np.concatenate([single, double]), of, len(folded))
    return numbers << np.uint64(BITS), docs


def alike_grams(folded: Sequence[str]) -> Grams:
    """The grams, each after ALIKE_MARK, that folded texts have besides their own where ALIKE
    folds them, too. Most of a text has none, so that they cost little."""
    regions: dict[str, int] = {}
    of, texts = [], []
    for number, text in enumerate(folded):
        mine = {text[m.start() - 1 : m.end() + 1] for m in REGION.finditer(text)}
        of += [regions.setdefault(region, len(regions)) for region in mine]
        texts += [number] * len(mine)
    values, within = _gained(list(regions))
    order = np.argsort(of, kind="stable")
    first = np.searchsorted(np.array(of)[order], within)
    counts = np.bincount(np.array(of, dtype=np.int64), minlength=len(regions))[within]
    at = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    docs = np.array(texts, dtype=np.uint64)[order][at]
    numbers, each = _each_once(np.repeat(values, counts), docs, len(folded))
    return numbers | np.uint64(alike_gram("")), each


def _gained(regions: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """(values of grams that regions have where ALIKE folds them and as they are not, the number of
    the region of each)."""
    text = SEPARATOR.join(["", *regions, ""])
    alike = fold_with_offsets(text, ALIKE)
    points, starts = codepoints(alike.text).astype(np.uint64), alike.starts
    real = (points >= _LEAST) & (points != ord(SEPARATOR))
    other = points != codepoints(text)[starts]
    pairs = real[:-1] & real[1:] & (other[:-1] | other[1:] | (np.diff(starts) != 1))
    of = np.cumsum([len(region) + 1 for region in regions]).searchsorted(starts, side="right")
    values = [points[real & other] << np.uint64(BITS), _paired(points)[pairs]]
    return np.concatenate(values), np.concatenate([of[real & other], of[:-1][pairs]])


def _paired(points: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each code point and the next one in one number."""
    return points[:-1] << np.uint64(BITS) | points[1:]


def _each_once(values: NDArray[np.uint64], texts: NDArray[np.uint64], count: int) -> Grams:
    """(values, texts) sorted, no pair twice."""
    number_of = np.uint64(max(count, 1))
    keys = distinct(values * number_of + texts)
    return keys // number_of, (keys % number_of).astype(np.int64)


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """The values, sorted, each once; faster than np.unique, which hashes."""
    values = np.sort(values)
    first = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    once: NDArray[Number] = values[first]
    return once


def cover(literal: str) -> list[int]:
    """Grams that every text with a literal has; [] only for the empty one."""
    if len(literal) < 2:
        return [gram_number(literal)] if literal else []
    return [gram_number(literal[i : i + 2]) for i in range(len(literal) - 1)]


def is_pair(numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which grams are two characters of a text, and not one, a border gram or the like."""
    second = numbers >> np.uint64(BITS) & np.uint64((1 << BITS) - 1)
    third = numbers & np.uint64((1 << BITS) - 1)
    real: NDArray[np.bool_] = (numbers >> np.uint64(2 * BITS)) >= _LEAST
    pair: NDArray[np.bool_] = np.logical_and.reduce([real, second >= _LEAST, third == 0])
    return pair


def pair_places(
    points: NDArray[np.uint32], wanted: NDArray[np.uint64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(number of the pair among those `wanted`, which ascend; its place among the code points) of
    each of their occurrences, ordered by place."""
    numbers = _paired(points.astype(np.uint64)) << np.uint64(BITS)
    found = np.minimum(wanted.searchsorted(numbers), len(wanted) - 1)
    places = np.flatnonzero(wanted[found] == numbers) if len(wanted) else found[:0]
    return found[places], places

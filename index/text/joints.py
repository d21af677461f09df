"""Joiners: what writers put between the pieces of a Latin name, or leave out. Wi-Fi is WiFi,
user_name is username, Node.js is nodejs, UTF-8 is utf8.

Between digits only a dash joins, in runs of seven digits or more (090-1234-5678, 100-0001); in all
else a point or a dash between digits is part of the word, as 2.7 is not 27.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.text.grams import codepoints
from index.text.lexicon import DIGITS, LENGTH, LETTERS, ROLE
from index.values import Int32s

NONE, GONE, POINT, DASHED = range(4)
"""Joints of a token with the one before: no joiner between them; one that vanishes; a point or a
dash that stays."""
MARKS = ("", "", ".", "-")
"""What stays of each joint."""

_DASHES = "-\u2010\u2011\u2012\u2013\u2212"
_JOINERS = np.array([*map(ord, _DASHES + "_./")], dtype=np.uint32)
_DASH_LIKE = np.array([*map(ord, _DASHES + "_")], dtype=np.uint32)
_POINT, _LINE, _SLASH = map(ord, "._/")
_LEAST_DIGITS = 7

Joints = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def joints_of(text: str, starts: Int32s, ends: Int32s, rows: Int32s) -> Joints:
    """The joint of each token, shape (n,); token i is `text[starts[i]:ends[i]]` with the lexicon's
    entry `rows[i]`."""
    joints = np.zeros(len(rows), dtype=np.uint8)
    letters = rows[:, ROLE] == LETTERS
    near = np.flatnonzero((starts[1:] - ends[:-1] == 1) & letters[1:] & letters[:-1])
    if not len(near):
        return joints
    between = codepoints(text)[ends[near]]
    joins = np.isin(between, _JOINERS)
    near, between = near[joins], between[joins]
    digits = rows[:, DIGITS].astype(np.bool_)
    numbers = digits[near] & digits[near + 1]
    joints[near + 1] = GONE
    joints[near[numbers] + 1] = NONE
    joints[near[numbers & (between == _POINT)] + 1] = POINT
    dashed = numbers & np.isin(between, _DASH_LIKE)
    joints[near[dashed] + 1] = DASHED
    _cut_paths(joints, near[between == _SLASH] + 1)
    plain = np.zeros(len(rows), dtype=np.bool_)
    plain[near[dashed & (between != _LINE)] + 1] = True
    joints[plain & _long(plain, rows[:, LENGTH])] = GONE
    return joints


def _cut_paths(joints: Joints, slashed: NDArray[np.intp]) -> None:
    """Sets to NONE the joints of slashes, which are at `slashed`, where there are several in one
    name: that is a path or an address, not CI/CD."""
    run = np.cumsum(joints == NONE)
    several = np.bincount(run[slashed], minlength=len(joints) + 1)[run[slashed]] > 1
    joints[slashed[several]] = NONE


def _long(plain: Mask, lengths: Int32s) -> Mask:
    """Which tokens are in a run of enough digits; a run goes on while tokens are `plain`, joined to
    the one before by a dash."""
    run = np.cumsum(~plain)
    enough: Mask = np.bincount(run, lengths)[run] >= _LEAST_DIGITS
    return enough


def joined(terms: Sequence[str], joints: Sequence[int]) -> str:
    """The term of tokens that make one word, given their terms and joints; the first joint does
    not count."""
    pairs = zip((NONE, *joints[1:]), terms, strict=False)
    return "".join(MARKS[joint] + term for joint, term in pairs)

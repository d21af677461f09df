"""A stored post: what results list of it, and its text, folded and shown, with the offsets that
lead from one to the other."""

from typing import NamedTuple

from index.store.format import decode, unpack_meta, unpack_shown
from index.store.kernels import ShownText
from index.values import FIELD_MARKS, IndexDamaged, Int32s, cached_property

_FIELD_OF = {ord(mark): name for name, mark in FIELD_MARKS.items()}
_HEADING = ord(FIELD_MARKS["heading"])
_LAST_MARK = max(_FIELD_OF)


class Span(NamedTuple):
    """A section: a slice `[start:end]` of a post's shown text."""

    field: str
    start: int
    end: int


class StoredText(ShownText):
    """A post's text, folded and shown. Both consist of its sections, each after the mark of its
    field. Token i is shown as `shown[starts[i]:ends[i]]`. `seams` are the starts and
    the lengths of slices that a browser has otherwise, `anchor_lines` the anchors of its
    headings."""

    starts: Int32s
    ends: Int32s
    seams: tuple[Int32s, Int32s]
    anchor_lines: str

    @cached_property
    def sections(self) -> list[Span]:
        """The sections of `shown`, in order, without marks."""
        return [self.span(number) for number in range(len(self.begins))]

    def span(self, number: int) -> Span:
        """Section number `number`."""
        begins = self.begins
        last = number + 1 == len(begins)
        end = len(self.shown) if last else begins[number + 1] - 1
        return Span(_FIELD_OF[self.marks[number]], begins[number], end)

    @cached_property
    def headings(self) -> list[int]:
        """The numbers of the sections that are headings, in order."""
        return [number for number, mark in enumerate(self.marks) if mark == _HEADING]

    @cached_property
    def anchors(self) -> list[str]:
        """The anchors of the headings; IndexDamaged where there are not as many."""
        anchors = self.anchor_lines.split("\n")
        if len(anchors) != len(self.headings):
            raise IndexDamaged("index: expected an anchor for each heading")
        return anchors

    def seams_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """(start, end) of the seams within a slice of `shown`, in order."""
        begins, lengths = self.seams
        first, last = begins.searchsorted((start, end))
        low, high = begins[first:last], begins[first:last] + lengths[first:last]
        return list(zip(low.tolist(), high.tolist(), strict=True))

    def field_at(self, at: int) -> str:
        """The field of the section that has the character `at` of `shown`."""
        return _FIELD_OF[self.marks[self.section_at(at)]]

    def section(self, span: Span) -> str:
        """The shown text of a section."""
        return self.shown[span.start : span.end]


class Stored:
    """One post, from the bytes of its folded text and of what is stored beside it; IndexDamaged
    where they cannot be read. The text is unpacked at first use."""

    def __init__(self, folded: memoryview, stored: memoryview) -> None:
        self._folded, self._stored = folded, stored
        self.meta = unpack_meta(stored)

    @cached_property
    def text(self) -> StoredText:
        """The text of the post; IndexDamaged where it cannot be read."""
        other, same, sizes, last, starts, ends, seams, anchors = unpack_shown(self._stored)
        folded = decode(self._folded)
        try:
            text = StoredText(folded, other, same, sizes, last, _LAST_MARK)
            _require_sections(text, ends)
        except ValueError as error:
            raise IndexDamaged(f"index: expected a stored post: {error}") from None
        text.starts, text.ends = starts, ends
        text.seams, text.anchor_lines = seams, anchors
        return text


def _require_sections(text: StoredText, ends: Int32s) -> None:
    """ValueError where a text does not begin with the mark of a field, has one of none, or where a
    token ends behind it."""
    if (text.folded and text.begins[:1] != [1]) or not _FIELD_OF.keys() >= set(text.marks):
        raise ValueError("expected the marks of fields")
    if ends.max(initial=0) > len(text.shown):
        raise ValueError("expected tokens within the text")

"""Grams as numbers: up to three characters, 21 bits each, the first highest, so that numbers and
texts have one order."""

LONGEST = 3
BITS = 21
BORDER = "\x10"
"""Before one or two characters it makes their border gram, which texts have in which a Latin word
or number begins with them: too many words do to be looked up one by one."""
ALIKE_MARK = "\x11"
"""Before one or two characters it makes the gram of texts that have them spelled otherwise, in
letters that are alike."""


def gram_number(gram: str) -> int:
    """The number of a gram of one to three characters."""
    value = 0
    for character in gram.ljust(LONGEST, "\0"):
        value = value << BITS | ord(character)
    return value


def gram_text(number: int) -> str:
    """The gram of a number."""
    points = (number >> BITS * place & (1 << BITS) - 1 for place in (2, 1, 0))
    return "".join(chr(point) for point in points if point)

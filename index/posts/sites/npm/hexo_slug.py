"""Names as Hexo makes them of categories, titles and odd file names: its `slugize`."""

import re
import unicodedata

_SPECIAL = re.compile(r"(?:[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/\ufeff])+")
_CONTROL = re.compile(r"[\x00-\x1f]")
_SEVERAL = {"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe"}
_STROKED = str.maketrans(
    {**_SEVERAL, **dict(zip("ØøßĐđĦħıĿŀŁłŉŦŧƀƁƓƗƟƵƶſ", "OosDdHhiLlLlnTtbBGIOZzs", strict=True))}
)
"""Latin letters that Unicode does not take apart."""
_TAKEN_APART = ("<wide>", "<circle>")


def slug(text: str, case: str = "") -> str:
    """A text with accents and full width taken from Latin letters and each run of ASCII signs and
    blanks as one `-`, none at the ends; `case` is "1" for lower case, "2" for upper case."""
    plain = "".join(map(_plain, text)).translate(_STROKED)
    made = _SPECIAL.sub("-", _CONTROL.sub("", plain)).strip("-")
    return {"1": made.lower(), "2": made.upper()}.get(case, made)


def _plain(char: str) -> str:
    """A Latin letter without accents, circle or width; any other character as it is."""
    apart = unicodedata.decomposition(char)
    if not apart or (apart.startswith("<") and not apart.startswith(_TAKEN_APART)):
        return char
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base.isascii() and base.isalpha() else char

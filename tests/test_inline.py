"""Rules that are tried only where a text has what they need find what they find always."""

import re

from hypothesis import given
from hypothesis import strategies as st

from index.posts.markdown.inline import _BEGINS, TRIGGER, _pattern

_PIECES = [
    "漢字《かんじ》", "｜base《るび》", "[!NOTE]", " [!TIP]\n", "^[注 です]", "x^2^", "本文 ^id-1",
    "[[頁]]", "==印==", "{{< a >}}", "{% b %}", "`c`", ":smile:", "H~2~O", "++入++", "%%隠%%",
    "<A b={c}>", "文", "[語]{.k}", "$a_b$", "![[絵]]", "{東|とう}", "\n", " ", "a", ")", "~",
    "=", ":",
]  # fmt: skip
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)
_TRIGGERS = re.compile(r"[`$\{《^]|:::|\[\[|\[!|<[A-Z/]|==|\+\+|%%|=\{|[A-Za-z)]~|:[a-z0-9_+'-]+:")


@given(_TEXT)
def test_a_rule_is_left_out_only_where_it_finds_nothing(text: str) -> None:
    few = _pattern(tuple(one for one in _BEGINS if one in text))
    found, wanted = (
        [(match.span(), match.lastgroup) for match in pattern.finditer(text)]
        for pattern in (few, _pattern(tuple(_BEGINS)))
    )
    assert found == wanted


@given(_TEXT | st.text(st.sampled_from("`${《^:[!<A/=+%~a)\n'-あ"), max_size=6))
def test_what_triggers_the_rules_is_one_of_a_few_beginnings(text: str) -> None:
    assert (TRIGGER.search(text) is None) is (_TRIGGERS.search(text) is None)

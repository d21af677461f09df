"""The JSON of answers: as the standard library writes it, for any text."""

import json

from hypothesis import given
from hypothesis import strategies as st

from index.values import Meta
from search.contract.as_json import encode, related_answer, results_to_json, search_answer
from search.contract.results import Explanation, FacetValue, Hit, Results

_META = Meta("a.md", "題", None, None, ("甲", "乙"), (), ("猫",), "", 1)


def _answer(text: str, **changes: object) -> Results:
    hit = Hit(_META, 1.23456, ((text, True),), (((text, False),),), **changes)  # type: ignore[arg-type]
    facets: dict[str, tuple[FacetValue, ...]] = {"tag": (FacetValue(text, 3),)}
    return Results(text, 1, 1, 10, 1.26, (hit,), (hit,), facets, None)


@given(st.text())
def test_texts_are_written_as_the_standard_library_writes_them(text: str) -> None:
    answer = search_answer(_answer(text))
    plain = json.dumps(results_to_json(_answer(text)), ensure_ascii=False, separators=(",", ":"))
    assert encode(answer) == plain.encode("utf-8", "backslashreplace")


def test_half_of_a_surrogate_pair_is_escaped() -> None:
    assert encode({"q": "京\ud83d"}) == '{"q":"京\\ud83d"}'.encode()
    assert json.loads(encode(search_answer(_answer("\ud83d京"))))["query"] == "\ud83d京"


def test_a_hit_has_only_the_keys_that_apply_in_their_order() -> None:
    keys = [
        "id", "url", "canonical_url", "title", "date", "lang", "author", "categories", "tags",
        "reading_time", "excerpt", "score", "snippets", "matched_tags", "sections",
        "duplicates",
    ]  # fmt: skip
    answer = results_to_json(_answer("猫", missing=("犬",)))
    assert list(answer["hits"][0]) == keys
    assert list(answer["partial"][0]) == [*keys, "missing"]
    reason = Explanation("猫", "ねこ", "reading", "body", 2, 0.123456)
    [hit] = results_to_json(_answer("猫", explanations=(reason,)))["hits"]
    assert list(hit) == [*keys, "why"]
    assert hit["why"][0]["score"] == 0.1235
    related = json.loads(encode(related_answer("a.md", [Hit(_META, 1, (), ())])))
    assert list(related["hits"][0]) == [*keys[:12], "duplicates"]

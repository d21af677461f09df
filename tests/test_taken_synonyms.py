"""What is taken over from Sudachi's synonyms, and what is not."""

from collections.abc import Iterable
from typing import Any

from tests.conftest import Blog, find, ids, post_text
from tests.synonyms import TARGET, pairs


def _item(word: str, number: int = 1, **more: Any) -> dict[str, Any]:
    plain = {
        "taigenYogen": "体言", "expandControl": 0, "vocabularyNumber": number, "bunya": [],
        "gokeiSyubetsu": "代表語", "ryakusyou": "代表語形", "hyoukiYure": "代表表記",
    }  # fmt: skip
    return plain | {"midashi": word} | more


def _taken(*items: dict[str, Any]) -> list[tuple[str, str]]:
    return list(pairs([{"items": list(items)}]))


def _short(word: str, **more: Any) -> dict[str, Any]:
    return _item(word, ryakusyou="略語・略称", **more)


def test_abbreviations_and_translations_of_a_word_are_taken() -> None:
    assert _taken(_item("就職活動"), _short("就活")) == [("就職活動", "就活")]
    assert _taken(_item("標準偏差"), _item("standard deviation", gokeiSyubetsu="対訳")) == [
        ("標準偏差", "standard deviation")
    ]


def test_words_that_only_mean_nearly_the_same_are_not() -> None:
    assert _taken(_item("見解"), _item("考え", 2)) == []


def test_what_is_ambiguous_or_a_name_or_found_anyway_is_not() -> None:
    assert _taken(_item("アクセスポイント"), _short("AP", expandControl=1)) == []
    assert _taken(_item("別子"), _short("SMM", bunya=["企業名"])) == []
    assert _taken(_item("総務部"), _short("総務")) == []
    two = [{"items": [_item(full), _short("コンプ")]} for full in ("複合体", "劣等感")]
    assert list(pairs(two)) == []


def _lines() -> Iterable[list[str]]:
    lines = TARGET.read_text(encoding="utf-8").splitlines()
    return (line.split(", ") for line in lines if not line.startswith("#"))


def test_each_line_of_the_file_is_a_pair_and_its_licence_is_named() -> None:
    assert {len(words) for words in _lines()} == {2}
    assert "Apache License 2.0" in TARGET.read_text(encoding="utf-8")
    assert TARGET.with_suffix(".LICENSE").is_file()


def test_an_abbreviation_finds_the_whole_word_and_the_other_way_round(blog: Blog) -> None:
    bodies = {"a": "就職活動をする。", "b": "就活を終えた。", "c": "散歩をする。"}
    search = blog({f"{name}.md": post_text(body, title="題") for name, body in bodies.items()})
    assert ids(find(search, "就活")) == ["b.md", "a.md"]
    assert ids(find(search, "就職活動")) == ["a.md", "b.md"]

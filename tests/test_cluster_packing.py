"""What is sent of a post to a cluster; none is needed to see it."""

import json
import pickle
from base64 import b64decode
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.cluster.kept import unpack_kept
from index.cluster.mapping import body, line_key, post_key
from index.cluster.packing import ClusterBatch, _spelled, pack
from index.store import decode
from index.text import SENTENCE, fold_literal
from index.text.alike import AlikeText
from index.text.documents import documents
from index.text.respelled import respelled
from index.values.post import FIELDS, Post, Section, Visibility
from index.values.settings import ClusterSettings
from tests.conftest import JST
from tests.test_fold import NASTY

_ODD = NASTY | st.text("東京駅國ゝ・カア。a\ud800\0\x1e¶ \u3000\u2028", max_size=40)
_JAVA_SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \u1680\u2000\u2006\u2008\u200a\u2028\u2029\u205f\u3000"
)


def _packed(*sections: tuple[str, str], post_id: str = "a.md", **head: Any) -> ClusterBatch:
    return pack(documents([_post(post_id, sections, **head)], JST))


def _post(post_id: str, sections: Sequence[tuple[str, str]], **head: Any) -> Post:
    known: dict[str, Any] = {
        "title": "", "url": None, "date": None, "authors": (), "categories": (), "tags": (),
        "excerpt": "", "reading_time": 1, "visibility": Visibility.LISTED,
    }  # fmt: skip
    made = tuple(Section(field, text) for field, text in sections)
    return Post(id=post_id, sections=made, **known | head)


def _sent(batch: ClusterBatch) -> list[tuple[str, dict[str, Any]]]:
    """(`_id`, document) of each."""
    lines = [json.loads(line) for line in batch.posts.decode().split("\n")[:-1]]
    return [
        (action["index"]["_id"], post) for action, post in zip(lines[::2], lines[1::2], strict=True)
    ]


def _one(*sections: tuple[str, str], **head: Any) -> dict[str, Any]:
    [(_, post)] = _sent(_packed(*sections, **head))
    return post


def test_words_are_sent_in_the_order_of_the_text() -> None:
    post = _one(("title", "東京駅"), ("body", "京都へ行く。大阪の駅。そして奈良。"))
    words = post["words"].split(" ")
    assert words[:3] == ["¶", "東京", "東京駅"]
    closing = ["¶"] * 8
    assert words[-8:] == closing
    assert words[:-8].count("¶") == 2 + ("そして" in words)
    assert post["w_title"].split(" ") == ["東京", "東京駅", "駅"]
    assert "¶" not in post["w_body"] and SENTENCE not in post["words"]
    assert {name for name in post if name.startswith("w_")} == {"w_title", "w_body"}


def test_the_heading_above_is_sent_again_with_each_sentence_under_it() -> None:
    """But where a passage would lead into the next section: there the last two sentences come
    once more, alone, with the heading that is theirs."""
    far = "。".join(["山に登る朝の道", "川を渡る昼の橋", "海を見る夜の浜", "谷を越える春の風"])
    post = _one(("title", "題"), ("heading", "灯台"), ("body", f"{far}。"), ("heading", "桟橋"))
    stream, *_ = post["words"].split(" ¶ ¶ ¶ ")
    sentences = [part.split() for part in stream.split("¶")]
    under = [part for part in sentences if {"山", "川", "海", "谷"} & set(part)]
    assert ["灯台" in part for part in under] == [True, True, False, False]
    alone = [set(part.split()) for part in post["words"].split("¶")][len(sentences) :]
    assert [one for one in alone if one] == [set(under[2] + under[3] + ["灯台"])]


@given(st.lists(st.tuples(st.sampled_from(FIELDS), _ODD), max_size=4))
@example([("heading", "0"), ("title", "0"), ("heading", "0")])
def test_all_that_is_kept_is_sent(sections: list[tuple[str, str]]) -> None:
    """Splitting at what the analyzer takes for white space gives the terms again, and each is
    behind its first token."""
    batch = _packed(*sections)
    [(_, post)] = _sent(batch)
    kept = unpack_kept(b64decode(post["kept"]))
    words = post["words"].split(" ") if post["words"] else []
    rows = np.repeat(np.arange(len(kept.terms)), np.diff(kept.bounds))
    occurrences = [kept.terms[row] for row in rows.tolist()]
    sent, terms = Counter(words[:-8]), ["¶" if one == SENTENCE else one for one in occurrences]
    headed = any(name == "heading" for name, _ in sections)
    assert sent == Counter(terms) if not headed else sent >= Counter(terms)
    assert sent.keys() == set(terms)
    assert not any(char in word for word in words for char in _JAVA_SPACES)
    for number, field in enumerate(FIELDS):
        assert post.get(f"length_{field}", 0) == kept.lengths[number]
        mine = [occurrences[at] for at in np.flatnonzero(kept.fields == number).tolist()]
        mine = [term for term in mine if term != SENTENCE]
        assert sorted(post.get(f"w_{field}", "").split()) == sorted(mine)
    text = decode(kept.folded)
    sent_text = post.get("text", "")
    assert set(post.get("letters", "")) == set(sent_text) and len(sent_text) == len(text)
    known = {line[1:] for line in batch.lines if line[0] == "w"}
    assert known == {*kept.terms} - {SENTENCE}


@given(_ODD, st.integers(0, 30), st.integers(1, 12))
def test_what_is_found_in_letters_that_are_alike_is_sent(text: str, at: int, size: int) -> None:
    """Of all texts: a piece that a post has in other letters is in `alike`."""
    folded = "\x03" + fold_literal(text)
    [sent] = respelled([folded])
    literal = AlikeText(folded[1 + at : 1 + at + size].strip("\x01")).text
    if literal and literal not in folded:
        assert literal in sent
    assert not sent or AlikeText(folded).text != folded


def test_what_is_alike_is_told_text_by_text() -> None:
    far = "の" * 100
    mixed = f"\x03{far}すゝめ{far}ジョン・レノン{far}"
    found = respelled(["\x01国學院", "\x01普通の文", mixed, "\x01"])
    assert found[0] == "\x01国学院" and found[1] == found[3] == ""
    first, second = found[2].split("\x01")
    assert "すすめ" in first and "ジョンレノン" in second
    assert max(map(len, (first, second))) <= 32 + 6 + 32


@pytest.mark.parametrize("space", _JAVA_SPACES)
def test_a_term_with_white_space_is_not_sent_as_a_word(space: str) -> None:
    assert _spelled(f"東{space}京") == "" and _spelled("東京") == "東京"


def test_values_are_sent_folded_and_as_they_are_written() -> None:
    post = _one(
        ("body", "本文"), tags=("Café", "ＣＡＦＥ", "cafe"), categories=("日\ud800記",), lang="ja",
        date=datetime(2025, 3, 1, 23, 30, tzinfo=JST), url="/a/", canonical="https://ex.jp/b/",
    )  # fmt: skip
    assert post["k_tag"] == ["cafe"]
    assert post["l_tag"] == ["cafe\x01Café", "cafe\x01ＣＡＦＥ", "cafe\x01cafe"]
    assert (post["k_category"], post["k_lang"]) == (["日\ufffd記"], ["ja"])
    assert "k_author" not in post
    assert (post["day"], post["year"], post["month"]) == (datetime(2025, 3, 1).toordinal(), 2025, 3)
    kept = unpack_kept(b64decode(post["kept"]))
    assert kept.seconds == post["seconds"] == datetime(2025, 3, 1, 14, 30).timestamp()
    for name in ("address", "original"):
        assert -(1 << 63) <= post[name] < 1 << 63
        assert post[name] % (1 << 64) == getattr(kept, name)


def test_a_post_without_anything_is_sent() -> None:
    post = _one()
    assert post.keys() == {"kind", "id", "kept", "words"}
    assert _packed(post_id="b.md").lines == set()


def test_texts_of_fields_are_sent_apart() -> None:
    post = _one(("title", "題"), ("author", "甲"), ("body", "文"), ("author", "乙"))
    marks = [chr(FIELDS.index(field) + 1) for field in ("title", "author")]
    assert post["t_title"] == f"{marks[0]}題"
    assert post["t_author"] == f"{marks[1]}甲{marks[1]}乙"
    assert not post.keys() & {"a_title", "a_author", "alike", "alike_grams", "starts"}
    post = _one(("title", "國の C++"), ("body", "すゝめ"))
    assert (post["a_title"], post["starts"]) == (f"{marks[0]}国の c++", "c++")
    assert "a_author" not in post
    assert {"国", "すす"} <= set(post["alike_grams"])


def test_all_fields_are_of_the_mapping() -> None:
    known = _properties()
    long = "國の" + "".join(f"{number}番目の文だ。" for number in range(100))
    post = _one(*((field, long) for field in FIELDS), tags=("a",))
    assert post.keys() <= known.keys() and "alike" in post and "bands" in post


def _properties() -> Mapping[str, Any]:
    made: Mapping[str, Any] = body(ClusterSettings())["mappings"]["properties"]
    return made


def test_long_and_odd_ids_have_keys_that_fit() -> None:
    ids = ["a.md", "京" * 166, "京" * 167, "京" * 168, "\ud800.md", "x" * 2000]
    keys = [key(name) for name in ids for key in (post_key, line_key)]
    assert len(set(keys)) == len(keys)
    assert all(len(key.encode()) <= 512 for key in keys)
    [(key, post)] = _sent(_packed(post_id="\ud800.md"))
    assert (key, post["id"]) == (post_key("\ud800.md"), "\ufffd.md")


def test_batches_go_from_process_to_process() -> None:
    batch = _packed(("body", "東京"))
    assert pickle.loads(pickle.dumps(batch)) == batch

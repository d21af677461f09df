"""A passage that a post repeats counts once; what an author repeats on purpose stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.posts.markdown.blocks import Block, blocks
from index.posts.markdown.repeats import drop_repeats
from index.values.post import Removal

A = "韓国の半導体投資は今年も大きく伸びると専門家の多くはそろってみている。"
B = "一方で日本の企業は慎重な姿勢を崩していないとの見方も根強く残っている。"
C = "市場の反応はまちまちで今後の動きが注目されていると関係者は話している。"
D = "政府は来月にも新しい支援策を発表する見通しだと複数の新聞が伝えている。"


def kept(text: str, title: str = "") -> list[str]:
    return [block.text for block in drop_repeats(blocks(text), title)[0]]


def removed(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(one.reason, one.text) for one in drop_repeats(blocks(text), title)[1]]


def test_a_passage_repeated_after_a_marker_goes_and_is_reported() -> None:
    text = f"{A}{B}\n\n---END---\n\n{A}{B}"
    assert kept(text) == [f"{A}{B}"]
    assert removed(text) == [("marker", ""), ("repeat", A), ("repeat", B)]


def test_a_run_that_restarts_and_goes_on_leaves_what_is_new() -> None:
    assert kept(f"{A}{B}\n\n---END---\n\n{A}{B}{C}\n\n---END---\n\n{B}{C}{D}") == [
        f"{A}{B}", C, D,
    ]  # fmt: skip


def test_a_long_restart_goes_without_a_marker_too() -> None:
    assert kept(f"{A}{B}{C}\n\n{A}{B}{C}{D}") == [f"{A}{B}{C}", D]


@pytest.mark.parametrize("rule", ["---END---", "## 見出し"])
def test_a_piece_broken_off_before_a_restart_goes(rule: str) -> None:
    text = f"{A}{B}{C[:12]}\n\n{rule}\n\n{A}{B}{C}{D}"
    assert ("fragment", C[:12]) in removed(text)
    assert "".join(kept(text)).count(C[:12]) == 1


def test_a_piece_cut_at_its_beginning_goes() -> None:
    text = f"{A}{C}\n\n---END---\n\n{C[5:]}{D}"
    assert kept(text) == [f"{A}{C}", D]
    assert ("fragment", C[5:]) in removed(text)


def test_a_broken_piece_whose_sentence_starts_over_goes_without_a_marker() -> None:
    assert kept(f"{A}{C[:12]}\n\n{C}") == [A, C]


def test_a_broken_piece_that_nothing_repeats_stays() -> None:
    assert kept(f"{A}\n\n---END---\n\n{B[:20]}\n\n{C}") == [A, B[:20], C]


@pytest.mark.parametrize(
    "text",
    [
        "ららら歌おう。\n\n海へ行こう。\n\nららら歌おう。\n\n山へ行こう。\n\nららら歌おう。",
        "そうです。\n\nはい。そうです。\n\nそうです。", f"{A}{B}\n\n{A}{C}",
        "春\n夏\n秋\n\n春\n夏\n秋",
    ],
)  # fmt: skip
def test_short_repeats_are_a_refrain_or_chance_and_stay(text: str) -> None:
    assert kept(text) == [block.text for block in blocks(text)]
    assert removed(text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("京都に行く。寺を見る。\n\n" * 5, ["京都に行く。寺を見る。"]),
        ("京都に行く。\n\n寺を見る。\n\n" * 3, ["京都に行く。", "寺を見る。"]),
        ("京都に行く。寺を見る。茶を\n\n" * 4, ["京都に行く。寺を見る。茶を"]),
        ("## 京都\n\n京都に行く。寺を見る。\n\n" * 3, ["京都", "京都に行く。寺を見る。"]),
        ("京都の空は\n\n京都の空は晴れ。明日\n\n京都の空は晴れ。明日は雨。",
         ["京都の空は晴れ。明日は雨。"]),
        ("京都の茶は安い。とくに粉\n\n京都の茶は安い。とく\n\n京都の茶は安い。とくに粉茶",
         ["京都の茶は安い。とくに粉茶"]),
        ("京都の店を歩く。そして京都の\n" * 5, ["京都の店を歩く。そして京都の"]),
        ("京都の店を歩く。そして京都の\\\n" * 5, ["京都の店を歩く。そして京都の"]),
    ],
)  # fmt: skip
def test_a_post_that_starts_over_again_and_again_says_it_once(text: str, left: list[str]) -> None:
    assert kept(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "- りんごを二つ買って帰る。\n" * 3, f"- {A}\n- {A}\n- {A}",
        "".join(f"## 手順{number}\n\n設定を開きます。\n\n" for number in range(3)),
        "赤\n\n青\n\n" * 3, "わーい" * 8,
    ],
)  # fmt: skip
def test_what_an_author_says_again_on_purpose_stays(text: str) -> None:
    assert kept(text) == [block.text for block in blocks(text)]


def test_a_text_said_again_very_often_takes_no_time_by_its_square() -> None:
    assert kept("あ" * 300_000) == ["あ" * 8]
    assert kept("あいうえおかきくけ" * 30_000 + "こ") == ["あいうえおかきくけ" * 30_000 + "こ"]


def test_tables_and_code_are_never_repeats() -> None:
    table = f"| {A} |\n|---|\n| {B} |"
    code = f"```\n{A}{B}\n```"
    text = f"{table}\n\n{code}\n\n{C}\n\n---END---\n\n{table}\n\n{code}\n\n{C}"
    assert kept(text) == [A, B, f"{A}{B}", C, A, B, f"{A}{B}"]


def test_a_repeated_heading_goes_with_its_text_and_stays_over_new_text() -> None:
    assert kept(f"## 見出し\n\n{A}\n\n---END---\n\n## 見出し\n\n{A}") == ["見出し", A]
    assert kept(f"## 見出し\n\n{A}\n\n---END---\n\n## 見出し\n\n{B}") == ["見出し", A, "見出し", B]


@pytest.mark.parametrize("first", ["# 索引の話", "索引の話", "**索引の、話！**"])
def test_an_opening_that_repeats_the_title_goes(first: str) -> None:
    assert kept(f"{first}\n\n{A}", "索引の話") == [A]
    assert removed(f"{first}\n\n{A}", "索引の話")[0][0] == "title"


def test_the_title_further_down_stays() -> None:
    assert kept(f"{A}\n\n{B}\n\n索引の話", "索引の話") == [A, B, "索引の話"]


def test_repeats_are_known_whatever_their_punctuation_and_width_of_space() -> None:
    assert kept(f"{A}\n\n---END---\n\n{A.replace('は', 'は、')}{B}") == [A, B]


def test_readings_move_with_the_text_that_is_left() -> None:
    ruby = "<ruby>漢字<rt>かんじ</rt></ruby>"
    found, _ = drop_repeats(blocks(f"{A}\n\n---END---\n\n{A}{ruby}の話です。"), "")
    [(start, end, kana)] = found[-1].annotations
    assert (found[-1].text[start:end], kana) == ("漢字", "かんじ")


def test_a_post_of_markers_only_is_empty() -> None:
    assert drop_repeats(blocks("---END---\n\n---END---"), "") == ([], [Removal("marker", "")] * 2)


def test_a_round_that_begins_in_the_middle_of_a_sentence_loses_none() -> None:
    found, _ = drop_repeats([Block("text", text) for text in (C[9:], C, C, C)], "題")
    assert [block.text for block in found] == [C[9:], C]


SENTENCE = st.text(alphabet="あいうえお漢字海山川AB、 ", min_size=1, max_size=40)
KINDS = st.sampled_from(["text", "code", "table"])


@given(st.lists(st.tuples(KINDS, SENTENCE), unique_by=lambda pair: pair[1], max_size=12))
def test_a_text_without_any_repeat_comes_back_unchanged(drawn: list[tuple[str, str]]) -> None:
    numbered = [Block(kind, f"第{n:03}節{text}。") for n, (kind, text) in enumerate(drawn)]
    assert drop_repeats(numbered, "題") == (numbered, [])


@given(st.lists(st.sampled_from([A, B, C, D, A[:12], C[9:], "はい。"]), max_size=14))
def test_cleaning_never_invents_or_loses_a_sentence(drawn: list[str]) -> None:
    given_blocks = [Block("text", text) for text in drawn]
    found, removals = drop_repeats(given_blocks, "題")
    assert sorted([*(b.text for b in found), *(r.text for r in removals)]) == sorted(drawn)
    assert {text for text in drawn if text.endswith("。")} == {
        *(b.text for b in found if b.text.endswith("。")),
        *(r.text for r in removals if r.reason == "fragment" and r.text.endswith("。")),
    }


@given(st.lists(st.sampled_from([A, B, C, D, f"{A}{B}", f"{B}{C}", "はい。"]), max_size=14))
def test_cleaning_after_markers_is_done_in_one_pass(drawn: list[str]) -> None:
    once, _ = drop_repeats([Block("marker", ""), *(Block("text", t) for t in drawn)], "題")
    assert drop_repeats([Block("marker", ""), *once], "題")[0] == once


@given(
    st.lists(
        st.sampled_from([A, B, C, D, A[:20], B[:14], C[10:], "\n\n", "## 題\n\n", "---END---\n\n"])
    )
)
def test_what_goes_stands_elsewhere(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    left, removals = drop_repeats(blocks(text), "別の題")
    everything = "".join(block.text for block in left).replace("\n", "")
    for one in removals:
        assert one.text.strip().rstrip("。") in everything

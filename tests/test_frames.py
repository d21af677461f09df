"""What only frames a question, and in which spellings a run is looked for."""

import pytest

from search.expand.expander import Expander
from tests.conftest import reader_of

EXPAND = Expander().expand


@pytest.mark.parametrize(
    ("query", "words", "frames"),
    [("環境変数の設定方法を教えてください", ["環境", "変数", "設定"], ["方法", "教え"]),
     ("空が青い理由を教えてほしい", ["空", "青い", "理由"], ["教え", "ほしい"]),
     ("行を消すにはどうすればいいですか", ["行", "消す"], ["いい"]),
     ("モナドを知りたい", ["モナド"], ["知り"]), ("C++の方法", ["C++"], ["方法"]),
     ("方法の比較", ["方法", "比較"], []), ("教えてください", ["教え"], []), ("方法", ["方法"], []),
     ("買ってよかったもの", ["買っ", "よかっ"], [])],
)  # fmt: skip
def test_what_a_question_ends_with_is_not_what_it_is_about(
    query: str, words: list[str], frames: list[str]
) -> None:
    expansion = EXPAND(query)
    assert [unit.text for unit in expansion.units] == words
    assert [unit.text for unit in expansion.frames] == frames


@pytest.mark.parametrize(
    ("query", "required"),
    [("Vimのパッチはどうやって送るの", ["Vim", "パッチ"]),
     ("カリー化と部分適用は何が違うの", ["カリー化", "部分", "適用"]),
     ("パッチはどうやって送るの", ["パッチ", "送る"]),
     ("Vimのパッチを送る", ["Vim", "パッチ", "送る"])],
)  # fmt: skip
def test_the_verb_of_a_question_about_several_words_may_lack(
    query: str, required: list[str]
) -> None:
    assert [unit.text for unit in EXPAND(query).required] == required


@pytest.mark.parametrize(
    ("query", "words"), [("うるう秒", ["うるう秒"]), ("青い空と秒", ["青い", "空", "秒"])]
)
def test_a_character_behind_kana_that_mean_little_is_no_word(query: str, words: list[str]) -> None:
    assert [unit.text for unit in EXPAND(query).units] == words


def test_the_core_of_a_question_is_without_its_frame() -> None:
    assert EXPAND("環境変数の設定方法を教えてください").core == "環境変数の設定"
    assert EXPAND("方法を教えて").core == "方法を"
    assert EXPAND("港の猫").core == "港の猫"


@pytest.mark.parametrize(
    ("query", "words"),
    [("日本における投資", ["日本", "投資"]), ("規制について", ["規制"]),
     ("音声による入力", ["音声", "入力"]),
     ("AIに対する規制", ["AI", "規制"]), ("ついでに", ["ついで"])],
)  # fmt: skip
def test_verbs_that_make_up_a_particle_are_no_words(query: str, words: list[str]) -> None:
    assert [unit.text for unit in EXPAND(query).units] == words


@pytest.mark.parametrize(
    ("text", "query", "other"),
    [("組み込み", "組込み関数", "組み込み関数"), ("引っ越し", "引越し業者", "引っ越し業者"),
     ("良かった", "買ってよかったもの", "買って良かったもの"),
     ("下さる", "検索してください", "検索して下さい"),
     ("猫", "サーバー移行", "サーバ移行"), ("猫", "サーバ移行", "サーバー移行")],
)  # fmt: skip
def test_a_run_is_looked_for_in_every_spelling(text: str, query: str, other: str) -> None:
    expand = Expander(reader=reader_of([("body", text)])).expand
    assert other in expand(query).whole.literals


def test_in_kana_two_spellings_are_two_words() -> None:
    expand = Expander(reader=reader_of([("body", "いい。良い。よい。")])).expand
    assert expand("買ってよかった").whole.literals == ("買ってよかった", "買って良かった")

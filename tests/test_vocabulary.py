"""Words that the owner adds to the dictionary, and synonyms."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest

from index.config_file import load_settings
from index.pipeline.vocabulary import load_vocabulary
from index.text.analyse import analyse
from index.text.fold import fold_word
from index.text.lexicon import Lexicon
from index.text.loanwords import _PAIRS
from index.text.words import words
from index.values.errors import ConfigError
from index.values.vocabulary import Vocabulary
from tests.conftest import build, find, ids, post_text, searcher
from tests.console import call


def test_each_loanword_is_listed_once() -> None:
    words = [fold_word(pair.partition("=")[0]) for pair in _PAIRS.split()]
    assert len(words) == len(set(words))


def test_threads_share_a_lexicon() -> None:
    texts = [
        f"{a}と{b}、ABC{n}Def の話。" for n, (a, b) in enumerate(product("京都大阪神戸", "海山川"))
    ]
    lexicon = Lexicon()

    def entries(text: str) -> int:
        found = words(text, [0, len(text)], lexicon)
        return len(found.starts)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(entries, texts * 20)) == [entries(text) for text in texts] * 20


POSTS = {
    "a.md": "禰󠄀豆子の話。ねずこが好き。鬼滅の刃を読む。",
    "b.md": "刃物と鬼の滅びた町。",
    "c.md": "ぴよ丸便を使う。",
    "d.md": "# 題\n\nPiyomaru Express is fast.",
}  # fmt: skip


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    folder.mkdir()
    for name, body in POSTS.items():
        (folder / name).write_text(post_text(body), encoding="utf-8")
    return folder


def _file(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_added_word_is_one_word() -> None:
    words = (("鬼滅の刃", "きめつのやいば"), ("ねずこ", ""))
    assert analyse("鬼滅の刃を読む。", words).spelled() == ["鬼滅の刃", "読む"]
    assert "ねずこ" in analyse("それねずこが好きだった。", words).spelled()
    assert "鬼滅の刃" not in analyse("鬼滅の刃を読む。").spelled()


def test_added_words_are_found_by_their_reading(tmp_path: Path) -> None:
    folder, index = _folder(tmp_path), tmp_path / "index"
    words = _file(tmp_path, "words.csv", "# 作品\n鬼滅の刃,キメツノヤイバ\n")
    build(folder, index, user_dictionary=words)
    with searcher(index) as opened:
        assert ids(find(opened, "きめつのやいば")) == ["a.md"]
        assert ids(find(opened, "kimetsunoyaiba")) == ["a.md"]
        assert ids(find(opened, "鬼滅の刃")) == ["a.md"]


def test_synonyms_find_each_other_and_no_post_is_read_again(tmp_path: Path) -> None:
    folder, index = _folder(tmp_path), tmp_path / "index"
    build(folder, index)
    with searcher(index) as opened:
        assert ids(find(opened, "ぴよ丸便")) == ["c.md"]
    synonyms = _file(tmp_path, "synonyms.txt", "ぴよ丸便, Piyomaru Express\n")
    report = build(folder, index, synonyms=synonyms)
    assert (report.published, report.unchanged, report.rebuilt) == (True, 4, None)
    assert not build(folder, index, synonyms=synonyms).published
    with searcher(index) as opened:
        assert ids(find(opened, "ぴよ丸便")) == ["c.md", "d.md"]
        assert ids(find(opened, '"ぴよ丸便"')) == ["c.md"]
        [_, hit] = find(opened, "ぴよ丸便", explain=True).hits
        assert [(r.matched, r.kind) for r in hit.explanations or ()] == [
            ("piyomaru express", "synonym")
        ]
        assert "Piyomaru Express" in [text for text, matched in hit.snippets[0] if matched]


def test_a_changed_dictionary_analyses_all_anew(tmp_path: Path) -> None:
    folder, index = _folder(tmp_path), tmp_path / "index"
    build(folder, index)
    report = build(folder, index, user_dictionary=_file(tmp_path, "w.csv", "ぴよ丸便,\n"))
    assert report.rebuilt == "dictionary changed"


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("user_dictionary", "刃,やいば,名詞", "w:1: expected a word"),
        ("user_dictionary", "\n刃 物,やいば", "w:2: expected a word"),
        ("user_dictionary", "Go言語,ごー", "w:1: expected a word"),
        ("user_dictionary", "刃,blade", "w:1: expected a word"),
        ("synonyms", "# x\nひとり", "w:2: expected two words"),
        ("synonyms", f"a,{'長' * 61}", "w:1: expected two words"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, name: str, text: str, wanted: str) -> None:
    path = _file(tmp_path, "w", text)
    with pytest.raises(ConfigError, match=wanted):
        load_vocabulary(**{"user_dictionary": None, "synonyms": None, name: path})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="expected a text file"):
        load_vocabulary(str(tmp_path / "none"), None)


def test_the_files_lie_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    _file(tmp_path / "conf", "s.txt", "甲, 乙\n")
    config = _file(tmp_path / "conf", "sakuin.toml", 'synonyms = "s.txt"\n')
    settings = load_settings(Path(config))
    assert load_vocabulary(settings.user_dictionary, settings.synonyms) == Vocabulary(
        synonyms=(("甲", "乙"),)
    )
    folder = _folder(tmp_path)
    done = call("reindex", folder, "--index", tmp_path / "i", "--config", config)
    assert done.returncode == 0
    _file(tmp_path / "conf", "s.txt", "甲\n")
    done = call("reindex", folder, "--index", tmp_path / "i", "--config", config)
    assert done.returncode == 2
    assert "s.txt:1: expected two words" in done.stderr

"""Bytes on disk → text: encodings, line ends, control characters, limits."""

from pathlib import Path

import pytest

from index.posts.reading.read import decode, read_bytes
from index.values.errors import PostError

TEXT = "日本語の文章です。ひらがなとカタカナを含みます。\n二行目。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"]
)
def test_japanese_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.md")[0] == TEXT


def test_big_endian_utf_16_is_known_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "a.md")[0] == TEXT


@pytest.mark.parametrize("text", ["ｶﾀｶﾅ と テスト", "①②髙﨑 を書く。"])
def test_windows_characters_of_shift_jis_are_read(text: str) -> None:
    assert decode(text.encode("cp932"), "a.md")[0] == text


def test_line_ends_become_newlines() -> None:
    assert decode(b"a\r\nb\rc\n", "a.md")[0] == "a\nb\nc\n"


def test_control_characters_and_stray_marks_go_but_tabs_stay() -> None:
    assert decode("a\x07b\x1bc\x7f\u0085\ufeffd\te".encode(), "a.md")[0] == "abcd\te"


def test_a_stray_nul_in_a_long_text_goes() -> None:
    assert decode(b"a" * 3000 + b"\x00b", "a.md")[0] == "a" * 3000 + "b"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"abc\n\x00\x00\x00", 2), (b"a\nb\nPNG\x89\xff\xfe\xc1", 3),
        ("テスト\n".encode() + b"\xff\xff\n", 2), (b"\xff\xfe\x00", 1),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_refused_with_their_line(data: bytes, line: int) -> None:
    with pytest.raises(PostError, match=rf"^posts/a\.md:{line}: expected .*, found "):
        decode(data, "posts/a.md")


def test_a_file_at_the_limit_is_read_and_one_above_it_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * 10)
    assert read_bytes(path, "a.md", 10) == b"x" * 10
    with pytest.raises(PostError, match="at most 9 bytes"):
        read_bytes(path, "a.md", 9)


@pytest.mark.parametrize(
    ("data", "line", "found"),
    [
        ("一行目。\n最後の文".encode()[:-1], 2, "e6 96"),
        ("前\n中".encode() + b"\xff" + "後の文章。".encode(), 2, "ff"),
        (b"plain ascii text, caf\xe9 and more of it\n", 1, "e9"),
        ("日本語の文章です。".encode("cp932") * 20 + b"\x81", 1, "81"),
        ("日本語の文章です。".encode("euc_jp") * 20 + b"\n\xa4", 2, "a4"),
        (TEXT.encode("utf-16") + b"\x30", 2, "30"),
    ],
)  # fmt: skip
def test_a_broken_byte_is_replaced_and_named(data: bytes, line: int, found: str) -> None:
    text, warnings = decode(data, "a.md")
    assert len(text) > 4
    assert len(warnings) == 1
    assert warnings[0].startswith(f"a.md:{line}: expected ")
    assert f"found the bytes {found}" in warnings[0]


def test_a_file_that_cannot_be_opened_is_the_machines_matter(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_bytes(tmp_path / "gone.md", "gone.md", 10)

"""Markdown as blogs write it → what a reader sees of it."""

import pytest

from index.posts.markdown.blocks import Block, blocks
from index.posts.reading.structured import Harmful


def shown(text: str) -> list[str]:
    return [block.text for block in blocks(text) if block.kind != "marker"]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**太字**と*斜体*と~~取消~~", ["太字と斜体と取消"]),
        ("[リンク](http://a.jp '題')と[参照][a]\n\n[a]: http://b.jp", ["リンクと参照"]),
        ('[リンク][a]\n\n[a]: {{< ref "b.md" >}}', ["リンク"]), ("<https://a.jp>", ["https://a.jp"]),
        ("![海の写真](a.png)と<img alt='山' src='b'>", ["海の写真と山"]),
        ("- [ ] 未\n- [x] 済\n\n1. 一", ["未", "済", "一"]), ("> 引用\n> 続き", ["引用続き"]),
        ("<p>一</p><p>二<b>三</b></p>", ["一", "二三"]), ("一<br>二<br/>三", ["一\n二\n三"]),
        ("<details><summary>題</summary>\n\n中身\n\n</details>", ["題", "中身"]),
        ("a &amp; b &lt;tag&gt; &#x3042;", ["a & b <tag> あ"]),
        ("x < y と Map<K, V>", ["x < y と Map<K, V>"]),
        ("<kbd>Ctrl</kbd> と `{{ x }}`", ["Ctrl と {{ x }}"]), ("* * *", []),
    ],
)  # fmt: skip
def test_commonmark_and_html_become_their_text(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{% include toc.html %}本文", "{% if a %}本文{% endif %}", "{{ page.title }}本文",
        "{{< youtube abc >}}\n\n本文", '{{< figure src="a.png" >}}本文',
        "{{% notice %}}\n本文\n{{% /notice %}}",
        "{% comment %}\n秘密\n\n秘密\n{% endcomment %}\n\n本文",
        "{/* 秘密 */}本文", ":::message\n本文\n:::", "::: tip\n本文\n:::", "::: {.box}\n本文\n:::",
        "本文\n\n@[card](https://a.jp)", "@[youtube](abc)\n本文",
        "import X from './x'\nimport { A, B } from \"y\";\n\n本文", 'import "a.css"\n\n本文',
        "export const a = 1;\n\n本文",
        '<Tabs defaultValue="a" items={["a", "b"]}>\n\n本文\n\n</Tabs>',
        "<Button onClick={() => go({a: 1})}>本文</Button>", "本<Foo bar={{a: 1}} />文", "<>本文</>",
        "本文\n{: .note}", "> [!NOTE]\n> 本文", "[!code-csharp[Main](a.cs)]\n\n本文",
        "[!INCLUDE [x](y.md)]本文", "<script>alert('秘密')</script>本文",
        "<style>a { b: c }</style>\n\n本文", "<!-- 秘密 -->\n本文", "本<!-- 秘密 -->文",
        "本文\n\n<template>秘密</template><svg><text>秘密</text></svg>",
        "本文<iframe src='x'>秘密</iframe><noscript>秘密</noscript>",
    ],
)  # fmt: skip
def test_markup_goes_and_its_text_stays(text: str) -> None:
    assert shown(text) == ["本文"]


@pytest.mark.parametrize("word", ["details", "message", "note"])
def test_the_title_of_a_fold_is_kept(word: str) -> None:
    assert shown(f":::{word} 開く題\n中身\n:::") == ["開く題", "中身"]


def test_tags_in_one_another_beyond_reason_are_refused() -> None:
    with pytest.raises(Harmful, match="expected at most"):
        blocks("<div>" * 30_000)
    assert len(blocks("<p>段落</p>" * 12_000)) == 12_000
    assert len(blocks(f"<table>{'<tr><td>あ<IMG>' * 12_000}</table>")) == 12_000


@pytest.mark.parametrize(
    "line", ["import pandas as pd", "import文の話", "export PATH=$PATH", "@[card]", "関数 {a: 1}"]
)
def test_prose_that_resembles_markup_stays(line: str) -> None:
    assert shown(line) == [line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```ruby\nputs {{ 1 }}\n{% x %}\n```", "puts {{ 1 }}\n{% x %}"),
        ("    indented {{ x }}", "indented {{ x }}"),
        ("{% highlight ruby %}\nputs {{ 1 }}\n\n# x\n{% endhighlight %}", "puts {{ 1 }}\n\n# x"),
        ("{% highlight ruby %}puts 1{% endhighlight %}", "puts 1"),
        ("{% codeblock lang:ruby 題 %}\nputs 1\n{% endcodeblock %}", "puts 1"),
        ("<pre><code>a &lt; b\n  c</code></pre>", "a < b\n  c"), ("```\n閉じない", "閉じない"),
    ],
)  # fmt: skip
def test_code_is_kept_as_it_stands(text: str, expected: str) -> None:
    assert kinds(text) == [("code", expected)]


def test_a_highlight_that_never_ends_hides_nothing() -> None:
    assert shown("{% highlight ruby %}\nputs 1") == ["puts 1"]


@pytest.mark.parametrize("line", ["---END---", "=== END ===", "--- BEGIN ---", "----END----"])
def test_a_marker_line_is_a_marker_even_inside_a_paragraph(line: str) -> None:
    assert kinds(f"一\n{line}\n二") == [("text", "一"), ("marker", ""), ("text", "二")]


@pytest.mark.parametrize("line", ["---end---", "--END--", "---A---", "===="])
def test_other_lines_are_no_markers(line: str) -> None:
    assert "marker" not in [block.kind for block in blocks(f"一\n\n{line}\n\n二")]


@pytest.mark.parametrize("text", ["```\n---END---\n```", "    ---END---", "<pre>---END---</pre>"])
def test_a_marker_line_in_code_is_code(text: str) -> None:
    assert kinds(text) == [("code", "---END---")]


def test_a_pgp_block_is_kept_in_code_and_in_prose() -> None:
    pgp = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc\n-----END PGP PUBLIC KEY BLOCK-----"
    assert kinds(f"```\n{pgp}\n```") == [("code", pgp)]
    assert shown("-----BEGIN PGP MESSAGE-----") == ["-----BEGIN PGP MESSAGE-----"]


@pytest.mark.parametrize(
    ("text", "level"),
    [("# 題", 1), ("## 題 {#id}", 2), ("題\n===", 1), ("題\n---", 2), ("<h3>題</h3>", 3)],
)
def test_headings_know_their_level(text: str, level: int) -> None:
    [block] = blocks(text)
    assert (block.kind, block.text, block.level) == ("heading", "題", level)


def test_text_after_a_heading_has_no_level() -> None:
    assert blocks("## 題\n\n本文")[1] == Block("text", "本文")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京の\n天気", "東京の天気"), ("「あ」\n  「い」", "「あ」「い」"),
        ("**東京**\n*天気*", "東京天気"),
        ("hello\nworld", "hello world"), ("東京\nAI", "東京 AI"), ("서울\n날씨", "서울 날씨"),
        ("東京  \n天気", "東京\n天気"), ("東京\\\n天気", "東京\n天気"), ("東京 天気", "東京 天気"),
    ],
)  # fmt: skip
def test_a_soft_line_break_joins_japanese_only(text: str, expected: str) -> None:
    assert shown(text) == [expected]


def test_rows_of_a_table_keep_their_cells_apart() -> None:
    markdown = "| 都市 | 値 |\n|---|--:|\n| 東京 | 大 |\n"
    assert kinds(markdown) == [("table", "都市 値"), ("table", "東京 大")]
    assert kinds("<table><tr><td>東京</td>\n<td>大</td></tr></table>") == [("table", "東京 大")]


def test_a_footnote_stands_at_the_end_without_its_marks() -> None:
    assert shown("一[^1]。\n\n[^1]: 脚注の文。\n\n二^[その場]。") == [
        "一。", "二。", "脚注の文。", "その場",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "plain", "readings"),
    [
        ("<ruby>漢字<rt>かんじ</rt></ruby>を", "漢字を", [("漢字", "かんじ")]),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢", [("漢", "かん")]),
        (
            "**前** <ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>と<ruby>駅<rt>えき</rt></ruby>",
            "前 東京と駅",
            [("東", "とう"), ("京", "きょう"), ("駅", "えき")],
        ),
        ("- x\n  <ruby><b>漢</b>字<rt>かんじ</rt></ruby>", "x 漢字", [("漢字", "かんじ")]),
        ("<ruby>漢字</ruby>", "漢字", []),
        ("前{漢字|かんじ}を", "前漢字を", [("漢字", "かんじ")]),
        ("**{東京|とう|きょう}**", "東京", [("東京", "とうきょう")]),
        ("{<b>|かな}", "<b>", [("<b>", "かな")]),
        ("`{漢字|かんじ}` {x|y}", "{漢字|かんじ} {x|y}", []),
        ("<rt>かな", "かな", []),
    ],
)
def test_ruby_is_a_reading_of_the_right_slice(
    text: str, plain: str, readings: list[tuple[str, str]]
) -> None:
    [block] = blocks(text)
    assert block.text == plain
    found = [(plain[start:end], kana) for start, end, kana in block.annotations if kana]
    assert found == readings


@pytest.mark.parametrize(
    ("text", "plain", "seams"),
    [
        ("長い\n文", "長い文", [(2, 2)]), ("長い\nABC", "長い ABC", [(2, 3)]),
        ("文。[^1] 次\n\n[^1]: 脚注", "文。 次", [(2, 2)]),
        ("前![代わり](a.png)後", "前代わり後", [(1, 4)]), ("一<br>二", "一\n二", []),
        ("| 一 | 二 |\n|---|---|\n", "一 二", [(1, 2)]), ("  空き  ", "空き", []),
    ],
)  # fmt: skip
def test_what_browsers_have_otherwise_is_told(
    text: str, plain: str, seams: list[tuple[int, int]]
) -> None:
    block = blocks(text)[0]
    assert block.text == plain
    assert [(start, end) for start, end, _ in block.annotations] == seams


def test_control_characters_cannot_forge_readings() -> None:
    assert blocks("漢\x02字\x03かな\x04&#2;\x1e") == [Block("text", "漢字かな")]


def test_deep_nesting_is_read() -> None:
    assert shown("<div>" * 3000 + "深い") == ["深い"]
    assert shown(">" * 10 + " 深い") == ["深い"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::note info\n情報\n:::", ["情報"]),
        (":::message alert\n注意\n:::", ["注意"]),
        ("::: tip 題\n中\n:::", ["題", "中"]),
        (":::note[題]\n中\n:::", ["題", "中"]),
        ("# 題 {#id}\n\nC# {.NET} と {: .cls}書く", ["題", "C# {.NET} と 書く"]),
        ("前{% comment %}秘密{% endcomment %}後", ["前後"]),
        ("{% raw %}{{ x }}{% endraw %}と書く", ["{{ x }}と書く"]),
        ('<Foo\n  a="b"\n  c={d}\n>\n\n本文', ["本文"]),
        ('export const meta = {\n  title: "a",\n}\n\n本文', ["本文"]),
        ("export default の使い方", ["export default の使い方"]),
        ("これは**「民主化」**という", ["これは「民主化」という"]),
        ("`2**3`と**「四」**", ["2**3と「四」"]),
        ("![image.png](a.png)写真", ["写真"]),
        ("<xref:System.Drawing.Brush>を使う", ["System.Drawing.Brushを使う"]),
        ('{{< glossary_tooltip text="Pod" term_id="pod" >}}は', ["Podは"]),
        ("詳しくは[あれ]({{ site.url }}/x/)へ。", ["詳しくはあれへ。"]),
        ("| 東 | 京都 |\n|---|---|", ["東 京都"]),
        ("<ruby>漢字<rt>かんじ</rt></ruby>\n東京", ["漢字東京"]),
    ],
)
def test_what_testers_found(text: str, expected: list[str]) -> None:
    assert shown(text) == expected

"""What blogs write besides Markdown goes, what it shows stays, and what only resembles it stays as
it is."""

import pytest

from index.posts.markdown import blocks, plain_text


def shown(text: str) -> str:
    return " / ".join(block.text for block in blocks(text) if block.kind != "marker")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("これは==重要==である", "これは重要である"), ("==**太字**と[[頁|線]]==", "太字と線"),
        ("詳しくは[[頁|別の題]]へ", "詳しくは別の題へ"), ("詳しくは[[頁]]へ", "詳しくは頁へ"),
        ("| a |\n|---|\n| [[頁\\|題]] |", "a / 題"), ("[[toc]]\n\n本文", "本文"),
        ("図![[zu.png]]と![[頁#節|300]]", "図と"), ("見える%%見えない%%話", "見える話"),
        ("一\n\n%%\n隠した\n\n段落\n%%\n\n二", "一 / 二"), ("本文。 ^abc-12", "本文。"),
        ("表\n\n^tbl1\n\n次", "表 / 次"), ("H~2~OとE=mc^2^と10^n^", "H2OとE=mc2と10n"),
        ("これは++追加++だ", "これは追加だ"), ("*[HTML]: Hyper Text\n\n本文", "本文"),
        ("うれしい:smile:です:+1:", "うれしい😄です👍"), ("\\:tada:祝", "🎉祝"),
        ("漢字《かんじ》と｜電脳《サイバー》", "漢字と電脳"),
        ("脚注^[その場で]だ", "脚注だ / その場で"),
        ('::: no-loc\n本\n:::\n\n名は:::no-loc text="Azure":::だ', "本 / 名はAzureだ"),
        (':::image type="content" source="a.png" text="図":::', "図"),
        ("## 題 {#id .big}", "題"), ("## 題 {.big #id}", "題"), ("図![](a.png){width=50%}", "図"),
        ('[文](a){target="_blank" .x}だ', "文だ"), ("本文\n{: .note\n   #id }", "本文"),
        ("`code`{:.language-ruby}だ", "codeだ"), ("本文{:toc}", "本文"),
        ("項{::comment}秘密{:/comment}と", "項と"), ("前%%中の\n行の%%後", "前後"),
        ("{::comment}\n秘密\n\n段落\n{:/comment}\n\n後", "後"), ("==a=b==の印", "a=bの印"),
        ("見\n\n%%秘密\n\n段落%%\n\n後", "見 / 後"), ("==複数\n行と=と==の印", "複数行と=との印"),
        (":one::tada:", "1️⃣🎉"), ("[[頁#節]]と[[#節]]", "頁 > 節と節"),
        ("[[C#]]と[[C# 入門]]", "C#とC# 入門"),
        ("++Ctrl+Alt+Del++を押す", "Ctrl+Alt+Delを押す"), ("本文注^上^だ", "本文注上だ"),
        ("> 引用\n> ^abc-1\n\n次", "引用 / 次"), ("図![[図|説明|300]]だ", "図だ"),
        ("# 見出し {-}", "見出し"), ("[赤い**文**]{.red}だ", "赤い文だ"),
        ('{::options a="b" /}\n\n文', "文"),
        ("\\==印==", "==印=="), ("---\nlayout: center\nclass: x\n---\n\n# 題", "題"),
        (':::no-loc text="A":::と:::no-loc text="B":::', "AとB"),
    ],
)  # fmt: skip
def test_markup_of_many_kinds_shows_what_a_reader_sees(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("label", ["[!NOTE]", "[!warning]", "[!Tip]-", "[!info]+", "[!bug|right]"])
def test_a_callout_shows_its_title_and_text(label: str) -> None:
    assert shown(f"> {label} 題\n> 中") == "題 / 中"
    assert shown(f"> {label}\n> 中") == "中"
    assert shown(f"- 項\n\n  > {label} 題\n  > 中") == "項 / 題 / 中"
    assert shown(f"* 項\n* > {label} 題\n  > 中\n* 次") == "項 / 題 / 中 / 次"


@pytest.mark.parametrize(
    "text",
    [
        "10~20、30~40の間", "10~20~30", "C++とg++とATND++", "i++と++j", "a==b && c==d",
        "x == y と z", "x ^ y", "^", "~/bin", "2^3と4^5",
        "《書名》と『題』", "本《こころの本》", "3:2と12:30:45", "std::vector::size", "a:b:c",
        "項目:smile", "50%%と60%%", "配列[[1],[2]]", "[[ -f x ]]",
        "~user~", "1.0~rc1~ubuntu", "$\\sum_{k=1}^n x_{{i}}$", "$$a_{b}^{2}$$", "C#とF#",
        "{a: 1}", "{:ok, x} と {:id => 1}", "(==)と(==)", "「++i」と「i++」", "==は等価、!==は",
        "x %% y は剰余、a %% b", "%%i と %%j", "映画《となりのトトロ》", "夏目漱石《こころ》",
        "a = [['x']]", "[[0]]と[[1, 2]]", "本《はてしない物語》と本《ほん》", "かわいい(^o^)と^^",
        "LIKE '%%検索%%'", "^[a-z]+$と^[0-9]", "[!ABC]*と[!a]", "df[[1]]",
        "foo~bar~baz", "2^10^3", ":::note と :::tip の違い", "関数(x){a=1}",
        "集合{x=1}を", "[!と書く", "==", "====", "%%", "a | b", "A:::B", ":::x:::y",
        "[文]と(注)", "<- と ->", "→ :thinking", "Map<K, V>", "\\<名前>",
    ],
)  # fmt: skip
def test_what_people_write_stays(text: str) -> None:
    assert shown(text).replace("\n", "") == text.replace("\n", "").replace("\\<", "<")


@pytest.mark.parametrize(
    "text",
    [
        "==強調==", "[[頁|題]]", "%%隠す%%", ":smile:", "漢字《かんじ》", "{{ x }}", "{% if %}",
        "![[a.png]]", "++足す++", "> [!note] 題", ":::message\n中\n:::", "---END---", "*[A]: b",
        "import x from 'y'", "@[card](x)", "<Foo a={b} />", "{{< x >}}", "^[注]", "{#id}",
    ],
)  # fmt: skip
def test_in_code_all_stays_as_typed(text: str) -> None:
    for code in (f"```\n{text}\n```", f"~~~ text\n{text}\n~~~", f"- 項\n\n  ```\n  {text}\n  ```"):
        lines = text if code[0] != "-" else text.replace("\n", "\n  ")
        code = code.replace(f"  {text}", f"  {lines}")
        assert [block.text for block in blocks(code) if block.kind == "code"] == [text]
    indented = "".join(f"    {line}\n" for line in text.split("\n"))
    assert [block.text for block in blocks(f"前\n\n{indented}")][1] == text
    if "\n" not in text:
        assert shown(f"前 `{text}` 後") == f"前 {text} 後"


def test_raw_shows_templates_in_prose_and_in_code() -> None:
    assert shown("{% raw %}`{{ a }}`と{{ b }}{% endraw %}{{ c }}だ") == "{{ a }}と{{ b }}だ"
    assert shown("{% raw %}\n\n{{ a }}\n\n{% endraw %}\n\n{{ b }}") == "{{ a }}"
    assert shown("```\n{% raw %}\n{{ a }}\n{% endraw %}\n```") == "{{ a }}"
    highlight = "{% highlight html %}{% raw %}\n<p>{{ a }}</p>\n{% endraw %}{% endhighlight %}"
    assert shown(highlight) == "<p>{{ a }}</p>"


def test_a_fence_ends_with_its_list_item_or_quotation() -> None:
    assert shown("- 項\n\n  ```\n  a\n\n本文==線==") == "項 / a / 本文線"
    assert shown("> ```\n> a\n\n本文==線==") == "a / 本文線"


SLIDES = """<section data-markdown>
  <{tag} {attribute}>
    # 一枚目
    ----------
    [資料](https://a.jp) <!-- .slide: class="center" -->
    ===
    * 移る <!-- .element: style="x" -->

    ```
    ---
    ```
  </{end}>
</section>

後"""


@pytest.mark.parametrize(
    ("tag", "attribute"),
    [
        ("textarea", 'data-markdown\n    data-separator="\\n===\\n"'),
        ("textarea", "data-template"),
        ("script", 'type="text/template"'),
    ],
)  # fmt: skip
def test_slides_are_read_as_the_markdown_in_them(tag: str, attribute: str) -> None:
    text = SLIDES.replace("{tag}", tag).replace("{attribute}", attribute).replace("{end}", tag)
    assert shown(text) == "一枚目 / 資料 / 移る / --- / 後"
    assert shown(f"```html\n{text}\n```").startswith("<section data-markdown>")


@pytest.mark.parametrize(
    "alt", ["bg", "bg right:40%", "w:300", "bg fit", "width:200px height:30px"]
)
def test_how_a_slide_places_its_image_is_not_shown(alt: str) -> None:
    assert shown(f"![{alt}](a.png)文") == "文"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("運営&LTしてきました", "運営&LTしてきました"), ("Q&amp;A&#8211;題", "Q&A–題"),
        ("==重要==な**話**と`code`", "重要な話とcode"), ("祝:tada:", "祝🎉"), ("[[頁|題]]", "題"),
        ("{漢字|かんじ}の<b>太字</b>と改<br>行", "漢字の太字と改行"),
        ("[文](http://a.jp)の話", "文の話"),
        ("Vec<T>と__init__.pyと*args", "Vec<T>と__init__.pyと*args"), ("C++とg++", "C++とg++"),
        ("1. はじめに", "1. はじめに"), ("# 題", "# 題"), ("&lt;div&gt;", "<div>"),
        ("AT&T", "AT&T"),
        ("a*b*cとC:\\Users", "a*b*cとC:\\Users"), ("10~20, 30~40", "10~20, 30~40"), ("===", "==="),
    ],
)  # fmt: skip
def test_titles_are_cleaned_but_not_read_as_markdown(text: str, expected: str) -> None:
    assert plain_text(text) == expected


@pytest.mark.parametrize(
    "text", ["Vueの{{ x }}入門", "映画《であい》感想", "{.cls}", "***", "[!NOTE]の書き方"]
)
def test_what_no_generator_reads_in_titles_stays(text: str) -> None:
    assert plain_text(text) == text


def test_a_title_of_blanks_is_none() -> None:
    assert plain_text("&nbsp;") == ""


@pytest.mark.parametrize(
    "text",
    [
        "<section data-markdown>\n    ## 題\n    - 項目\n</section>",
        '<section data-markdown><script type="text/template">\n## 題\n項目\n</script></section>',
        "<section data-markdown># 題\n  項目\n  Note: 話す\n  こと\n</section>\n</section>",
        "前\n\n    <section data-markdown>\n      <textarea data-template>\n        ## 題\n"
        "        ---\n        項目\n      </textarea>\n    </section>",
        '<textarea id="source">\nclass: center\n\n# 題\n\n---\nname: a\n項目\n???\n話す\n'
        "</textarea>",
        '<script type="text/x-markdown">\n# 題\n--\n項目</script>',
    ],
)
def test_slides_are_read_however_they_are_written(text: str) -> None:
    assert shown(text).removeprefix("前 / ") == "題 / 項目"

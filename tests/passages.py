"""A page with sentences of many kinds, each far from its heading and with a word of its own, and
what is found of them: `python -m tests.passages NAME…` has real generators build it and Chromium go
to each passage."""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Error, Page

from index.values.settings import PostSettings
from search.contract.request import Request
from tests.browsing import chromium
from tests.conftest import build, post_text, searcher
from tests.rendered import rendered

KINDS = {
    "plain": "ここにある kwplain という語は、長い段落の中ほどに置かれた文の一部です。",
    "short": "これは kwshort です。",
    "emphasis": "これは**強調**された *斜体* の kwemphasis という文章である。",
    "code": "設定には `git push --force` という kwcode の命令を使います。",
    "link": "詳しくは[公式の文書](https://example.com/a?b=c)の kwlink の項をご覧ください。",
    "ruby": "この<ruby>漢字<rt>かんじ</rt></ruby>には kwruby という読みが付いています。",
    "group ruby": "<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby>は kwgroup。",
    "mark": "ここは<mark>目立つ印</mark>の付いた kwmark の語である。",
    "wrapped": "この文は長いので\n行の途中で折り返して\nkwwrapped と続きます。",
    "break": "一行目です<br />\n二行目の kwbreak という語です",
    "quotes": "彼は\"引用\"と言い、it's kwquotes と続けた。",
    "dashes": "範囲は 1--2 で、kwdashes まで... と書かれている --- そうだ。",
    "footnote": "この主張には根拠があり[^1]、kwfootnote に述べた通りである。",
    "image": "図は![代わりの文](https://example.com/a.png)のように kwimage を示している。",
    "list": "- 最初の項目\n- 次の項目の kwlist という語\n- 終わりの項目",
    "nested": "- 外の項目\n  - 中の kwnested という項目\n- 別の項目",
    "table": "| 名 | 値 |\n|---|---|\n| 最初の欄 | 二番目の欄の kwtable |\n",
    "quotation": "> 引用された段落の kwquotation という文である。",
    "long": "この長い文は、いくつもの節が、読点でつながれていて、途中に kwlong という語があり、"
            "なお続いて、さらに続いて、ようやくここで終わるのである。",
    "twice": "同じ文が二度現れる場所です。kwtwice はここにあります。",
    "half": "ﾊﾝｶｸの文字と ＡＢＣ の kwhalf という語である。",
    "English": "The word kwenglish stands in a sentence, which is in English.",
    "brackets": "「括弧の中の kwbrackets」と（丸括弧）の文である。",
    "fence": "```sh\n# comment\nrun kwfence --now\n```",
    "emoji": "絵文字🍣の入った kwemoji という文である。",
}  # fmt: skip
_FILLING = 18
"""Paragraphs on either side of a sentence: more than a window is high."""
HOST = "http://blog.example"
SITES: dict[str, tuple[dict[str, str], str, dict[str, Any]]] = {
    "hugo": ({"hugo.toml": ""}, "content/page.md", {}),
    "jekyll": ({"_config.yml": "kramdown: {}"}, "page.md", {}),
    "vitepress": ({".vitepress/config.ts": "export default {}"}, "page.md", {}),
    "docusaurus": (
        {"docusaurus.config.js": "module.exports = { presets: ['classic'] }"}, "docs/page.md", {},
    ),
    "astro": ({"astro.config.mjs": "export default {}"}, "src/pages/page.md", {}),
    "hexo": (
        {"package.json": '{"dependencies": {"hexo": "8"}}', "_config.yml": ""},
        "source/_posts/page.md", {"date": "2025-01-02"},
    ),
    "zenn": (
        {}, "articles/page-of-kinds.md",
        {"emoji": "🍣", "type": "tech", "topics": ["x"], "published": True},
    ),
}  # fmt: skip
"""Files, the place of the page, and its head, by generator."""
_AS_TEXT = {"zenn": {"mark"}}
"""Kinds of which a generator shows the source: Zenn knows no tags of HTML."""
_PATIENCE = 3_000
"""Milliseconds after which a passage is not in sight."""
PAGE = '<!doctype html><html lang="ja"><meta charset="utf-8"><title>題</title>'
_HTML = "text/html; charset=utf-8"
IN_SIGHT = """word => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.data.includes(word)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { top, bottom } = range.getBoundingClientRect();
    return scrollY > 0 && bottom > 0 && top < innerHeight;
  }
}"""


def text(kinds: dict[str, str] = KINDS) -> str:
    """The page."""
    parts = ["同じ文が二度現れる場所です。\n"]
    for number, (kind, sentence) in enumerate(kinds.items()):
        filling = [f"{kind} の前後を埋める {number}-{n} 番目です。" for n in range(2 * _FILLING)]
        parts += [f"## 見出し {kind}", *filling[:_FILLING], sentence, *filling[_FILLING:]]
    return "\n\n".join([*parts, "[^1]: 脚注の文です。"])


def found(name: str, folder: Path) -> Iterator[tuple[str, str]]:
    """(kind, the address of its passage) of each sentence, as a search for its word answers, in a
    site of a generator, made in an empty folder."""
    files, place, head = SITES[name]
    for path, content in {**files, place: post_text(text(), title="題", **head)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    build(folder, folder / ".index", posts=PostSettings(base_url=HOST, account="me"))
    with searcher(folder / ".index") as opened:
        for kind in KINDS.keys() - _AS_TEXT.get(name, set()):
            word = f"kw{kind.split()[0].lower()}"
            [hit] = opened.search(Request(word)).hits
            yield kind, hit.sections[0].passage_url or f"no address for {hit.sections[0].heading}"


def missed(
    page: Page, html: str, addresses: Iterable[tuple[str, str]], patience: int = _PATIENCE
) -> Iterator[str]:
    """What of the kinds is not in sight once a browser went to the address of its passage on a page
    of this HTML."""
    page.route(f"{HOST}/**", lambda route: route.fulfill(body=html, content_type=_HTML))
    for kind, address in addresses:
        page.goto("about:blank")
        page.goto(address)
        word = f"kw{kind.split()[0].lower()}"
        try:
            page.wait_for_function(IN_SIGHT, arg=word, timeout=patience)
        except Error:
            yield f"{kind}: {unquote(address)}"


def main(names: list[str]) -> int:
    """Prints what each generator's page misses; how many do."""
    failed = 0
    with chromium() as browser:
        for name in names:
            with tempfile.TemporaryDirectory() as site, tempfile.TemporaryDirectory() as folder:
                html = f"{PAGE}{rendered(name, text(), Path(folder))}"
                addresses = list(found(name, Path(site)))
                wrong = list(missed(browser.new_page(), html, addresses))
            seen = f"{len(addresses) - len(wrong)} of {len(addresses)} in sight"
            print(f"{name}: {seen}", *wrong, sep="\n  ")
            failed += bool(wrong)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(SITES)))

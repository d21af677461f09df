"""What blogs write inside paragraphs besides Markdown → marks: templates, shortcodes, JSX, ruby,
attributes, wiki links, highlighted and inserted words, comments, emoji."""

import re
from collections.abc import Callable, Container
from functools import lru_cache

import emoji

from index.posts.markdown.marks import Marks

RUBY, READING, RUBY_END = "\x02", "\x03", "\x04"
"""Around a base and its reading, in what marks show."""
NOTE, NOTE_END = "\x06", "\x07"
"""Around the text of a footnote that is written where its number stands."""

RAW_TAG = r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}"
_SAME = r"(?:(?!\n[ \t>]*\n)[\s\S])"
"""A character of one paragraph."""
_GAP = r"(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)"
_WORD_BEFORE, _WORD_AFTER = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+)"
_KEYS = r"(?:width|height|style|class|id|target|rel|align|loading|title|alt|lang|role|data-[\w-]+)"
_ATTRIBUTE = rf"(?:#[^\s{{}}]+|-(?=[ \t]*\}})|\.[a-z_][\w:-]*|{_KEYS}={_VALUE})"
_LIST = rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}"
_BREAK = r"\n(?![ \t>]*(?:\n|[-*+#|>]|\d+[.)]))"
"""The end of a line inside a paragraph."""
_UNSEEN = rf"(?:[^\n%]|%(?!%)|{_BREAK}){{1,500}}?"
_OPEN, _SHUT = r"(?![)\]}」』）〕】、。,.:;])", r"(?<![(\[{「『（〔【])"
"""What no marked word begins and ends with."""

_RULES = {
    # code and formulas, which stay as they are
    "code": rf"(?<![`\\])(?P<tick>`+)(?!`){_SAME}{{0,5000}}?(?<!`)(?P=tick)(?!`)",
    "formula": rf"\$\${_SAME}{{1,3000}}?\$\$|\$(?=[^$\n]*[\\^_])[^$\n]{{1,300}}\$",
    # templates: Liquid and its kin, Hugo's shortcodes, comments of MDX
    "raw": RAW_TAG,
    "comment": r"\{%-?\s*comment\b[\s\S]{0,2000}?\bendcomment\s*-?%\}"
               r"|\{::comment\}[\s\S]{0,2000}?\{:/(?:comment)?\}"
               rf"|\{{/\*{_SAME}{{0,800}}?\*/\}}",
    "shortcode": rf"\{{\{{[<%]{_SAME}{{0,800}}?[>%]\}}\}}",
    "template": rf"\{{%{_SAME}{{0,800}}?%\}}"
                rf"|(?<![\\^_{{])(?<![^%}}]\}})\{{\{{(?!\{{){_SAME}{{0,800}}?\}}\}}",
    "named": r"(?<!:):::[\w-]+[ \t]+[^\n]{0,200}?\btext=\"[^\"\n]*\"[^\n]{0,100}?:::",
    # attributes of kramdown, goldmark and markdown-it-attrs
    "attributes": rf"\{{:\s*{_ATTRIBUTE}(?:[ \t]*\n?[ \t]*{_ATTRIBUTE})*\s*\}}"
                  r"|\{::[^{}\n]{0,200}\}|\{:/\w*\}|\{:[a-z][\w-]*\}(?=[ \t]*$)"
                  rf"|{_LIST}(?=[ \t]*$)|(?<=[)\]`*]){_LIST}",
    "span": rf"(?<![!\]\\])\[(?P<spanned>[^\[\]\n]{{1,200}})\]{_LIST}",
    "ruby": r"\{(?P<base>[^{}|\s]{1,30})\|(?P<kana>[ぁ-ゖァ-ヺー|]{1,60})\}",
    "aozora": r"[|｜](?P<spelled>[^|｜《》\n]{1,30})《(?P<over>[^《》\n]{1,60})》"
              r"|(?P<kanji>[々〆ヵヶ\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{1,12})"
              r"《(?P<read>[ぁ-ゖァ-ヺー・]{1,40})》",
    # wiki links and callouts
    "embed": r"!\[\[[^\[\]\n]{1,300}\]\]",
    "wiki": r"(?i:\[\[_?toc_?\]\])|(?<![A-Za-z0-9_\])])\[\[(?![\s:\"'$!-]|\d{1,3}\]|[\d.]+,)"
            r"(?P<page>[^\[\]|\n]{1,200}?)"
            r"(?:\\?\|(?P<label>[^\[\]\n]{1,200}))?\]\](?![(\[])",
    "include": r"\[!(?:code-\w{1,20}|(?i:include))\s?\[[^\[\]\n]{0,300}\]"
               r"\([^()\n]{0,300}\)\s?\]",
    "alert": r"^[ \t]*\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO|DANGER)\]",
    # JSX
    "jsx": r"</>|<>(?=[\s\S]{0,4000}?</>)"
           r"|(?<!\\)<(?!script|style)(?=[A-Z]|[^<>\n]{1,500}=\{)[A-Za-z][\w.]*"
           rf"(?:{_GAP}[\w:@.-]+(?:=(?:\"[^\"]*\"|'[^']*'|\{{(?:[^{{}}]|\{{[^{{}}]*\}})*\}}))?)*"
           rf"{_GAP}?/?>",
    # words that are marked, inserted, below or above the line; comments; emoji; ids of blocks
    "marked": rf"(?<![=!<>\\]){_WORD_BEFORE}=={_OPEN}(?=[^\s=])"
              rf"(?:[^\n=]|=(?!=)|{_BREAK}){{1,300}}?(?<=[^\s!<>]){_SHUT}==(?!=){_WORD_AFTER}",
    "inserted": rf"(?<![+\\]){_WORD_BEFORE}\+\+{_OPEN}(?=[^\s+])"
                rf"(?:[^\n+「」『』()]|\+(?!\+)){{1,300}}?(?<=\S){_SHUT}\+\+(?!\+){_WORD_AFTER}",
    "below": r"(?<=[A-Za-z)])~(?P<low>\d{1,4}|[ijkmn]|max|min)~(?![\d~])",
    "above": r"(?:(?<=[A-Za-z0-9)])\^(?P<high>\d{1,4}|[a-z]{1,4})"
             r"|(?<=[々ぁ-ヺー\u3400-\u9fff])\^(?P<high_kana>[※々ぁ-ヺー\u3400-\u9fff]{1,6}))"
             r"\^(?![\^A-Za-z0-9])",
    "hidden": rf"(?<![%'\"]){_WORD_BEFORE}(?<![A-Za-z0-9] )%%"
              rf"(?:{_OPEN}(?=\S){_UNSEEN}(?<=\S){_SHUT}|[ \t\n]{_UNSEEN}[ \t\n])"
              rf"%%(?!%){_WORD_AFTER}(?! [A-Za-z0-9])",
    "emoji": r"\\?(?<![A-Za-z0-9:/])(?::[a-z0-9_+'-]{1,60}:){1,20}(?![A-Za-z0-9:/])",
    "note": r"\^\[(?=[^\[\]\n]{0,499}(?:[^\x00-\x7f\[\]]| ))(?P<note_text>[^\[\]\n]{1,500})\]",
    "id": r"(?<=[^\s^])[ \t]+\^(?=[\w-]*[A-Za-z])[A-Za-z0-9-]{3,60}[ \t]*$|"
          r"(?:^|(?<=> ))\^(?=[\w-]*[A-Za-z])[A-Za-z0-9-]{3,60}[ \t]*$",
}  # fmt: skip
_RARE = {"aozora": "《", "above": "^", "note": "^", "id": "^", "alert": "[!"}
"""What a text has to have for a rule that is tried at every kanji, or every blank."""
_BEGINS = {
    "《": r"|｜々〆ヵヶ\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "^": r"^ \t",
    "[!": r" \t",
}


@lru_cache
def _pattern(rare: tuple[str, ...]) -> re.Pattern[str]:
    """The rules that hold in a text which has these of the `_RARE`."""
    rules = (
        f"(?P<{name}>{rule})" for name, rule in _RULES.items() if _RARE.get(name, "") in (*rare, "")
    )
    begins = "".join(_BEGINS[one] for one in rare)
    return re.compile(rf"(?=[`$\\{{:!\[<=+~%{begins}])(?:{'|'.join(rules)})", re.MULTILINE)


TRIGGER = re.compile(
    r"[`$\{《^:\[<=+%~](?:(?<=[`$\{《^])|(?<=:)(?:::|[a-z0-9_+'-]+:)|(?<=\[)[\[!]|(?<=<)[A-Z/]"
    r"|(?<==)[={]|(?<=\+)\+|(?<=%)%|(?<=[A-Za-z)]~))"
)
"""It begins with a class of characters, which the search for it skips to."""
SHORTCODE_TEXT = re.compile(r"\stext=\"([^\"{}]*)\"")
IN_TITLES = ("ruby", "marked", "embed", "wiki", "below", "above", "emoji")
"""Rules that hold in titles, too: no generator reads templates or attributes there."""
_WORKS = re.compile(
    "(?:映画|小説|曲|雑誌|漫画|書籍|番組|冊|作品|章|歌|劇|著|絵本|童話|随筆|詩集|連載|新刊|本|誌|巻|話)$"
)
"""What stands before the title of a work, which brackets like those of a reading enclose."""
_HEADING_OF_PAGE = re.compile(r"(?:^|(?<![A-Za-z])|(?<=[A-Za-z]{2}))#\^?(?=[^\s#])")
_TEMPLATES = ("comment", "shortcode", "template")


class Inline:
    """Puts marks into the prose of one text, piece by piece in order; between `{% raw %}` and
    `{% endraw %}` templates are text."""

    def __init__(self, marks: Marks, only: Container[str] = _RULES) -> None:
        """With `only` by these rules."""
        self._marks, self._only = marks, only
        self._raw = False

    def marked(self, prose: str) -> str:
        """A piece of prose with marks."""
        if not TRIGGER.search(prose):
            return prose
        return _pattern(tuple(one for one in _BEGINS if one in prose)).sub(self._mark, prose)

    def _mark(self, match: re.Match[str]) -> str:
        kind, whole = match.lastgroup or "", match[0]
        if kind in ("code", "formula") or kind not in self._only:
            return whole
        if kind == "raw":
            self._raw = "end" not in whole
        elif self._raw and kind in _TEMPLATES:
            return self._marks.put(whole, whole)
        if kind in ("marked", "inserted"):
            return self._around(whole[:2], whole[2:-2], whole[-2:])
        if kind == "span":
            return self._around("[", match["spanned"], whole[len(match["spanned"]) + 1 :])
        shown = _SHOWN.get(kind, _nothing)(match)
        return whole if shown is None else self._marks.put(whole, shown)

    def _around(self, before: str, inner: str, behind: str) -> str:
        """What stands between two marks that show nothing."""
        return f"{self._marks.put(before)}{self.marked(inner)}{self._marks.put(behind)}"


def _nothing(_: re.Match[str]) -> str:
    return ""


def _text(match: re.Match[str]) -> str:
    """What a shortcode says its text is."""
    named = SHORTCODE_TEXT.search(match[0])
    return named[1] if named else ""


def _ruby(match: re.Match[str]) -> str:
    return f"{RUBY}{match['base']}{READING}{match['kana'].replace('|', '')}{RUBY_END}"


def _aozora(match: re.Match[str]) -> str | None:
    """The base with its reading; None for a work's title, such as 映画《となりのトトロ》: kana that
    are too few or too many for the kanji, or behind what kinds of works are called."""
    base = match["spelled"] or match["kanji"]
    kana = len(match["read"] or "")
    if kana and (not len(base) <= kana <= 3 * len(base) + 1 or _WORKS.search(base)):
        return None
    return f"{RUBY}{base}{READING}{match['over'] or match['read']}{RUBY_END}"


def _wiki(match: re.Match[str]) -> str:
    """The label of a link; of one without a label the page, and its heading behind ` > `."""
    page = _HEADING_OF_PAGE.sub(" > ", match["page"] or "")
    return match["label"] or page.removeprefix(" > ")


def _emoji(match: re.Match[str]) -> str | None:
    """The emoji of a name, None where there is none of that name."""
    named = match[0].lstrip("\\")
    made = emoji.emojize(named, language="alias")
    return None if made == named else made


_SHOWN: dict[str, Callable[[re.Match[str]], str | None]] = {
    "shortcode": _text,
    "named": _text,
    "ruby": _ruby,
    "aozora": _aozora,
    "note": lambda match: f"{NOTE}{match['note_text']}{NOTE_END}",
    "wiki": _wiki,
    "below": lambda match: match["low"],
    "above": lambda match: match["high"] or match["high_kana"],
    "emoji": _emoji,
}
"""By rule: what a reader sees of it, None for the text as it is; of other rules nothing."""

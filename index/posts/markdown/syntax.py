"""Rules of the Markdown parser for what blogs write besides CommonMark: templates, shortcodes,
containers, cards, MDX and marker lines are removed, the text inside them stays."""

import html
import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_MARKER = re.compile(r"(?P<rule>[-=~])(?P=rule){2,}[ ]?[A-Z]{2,12}[ ]?(?P=rule){3,}$")
_CONTAINER = re.compile(r":{3,}[ \t]*(?:[\w-]+)?(?:[ \t]+|(?=[\[{:])|$)(?P<title>.*)$")
_NO_TITLE = re.compile(r"(?:info|warn|warning|alert|danger|\{.*\}|.*=\".*|:+)?$")
_CARD = re.compile(r"@\[[\w-]+\]\([^)\n]*\)[ \t]*$")
_MODULE = re.compile(
    r"(?:import\s+(?:[\w*{].*\bfrom\s+)?[\"'].*[\"'];?"
    r"|export\s+(?:(?:const|let|function)\s+[\w$]+\s*[=(].*|default\s+[\w$({].*|\{.*))$",
    re.ASCII,
)
_JSX_BEGUN = re.compile(r"<[A-Z][\w.]*(?:\s[^>]*)?$", re.ASCII)
_LONGEST_HEAD = 100
"""Lines that an opening JSX tag or an export may have."""
_VERBATIM = re.compile(r"\{%-?\s*(highlight|codeblock|comment)\b[^%]*%\}")
TEMPLATE = re.compile(
    r"\{%-?\s*comment\b.{0,2000}?\bendcomment\s*-?%\}"  # Liquid comment
    r"|\{\{[<%].{0,800}?[>%]\}\}"  # Hugo shortcode
    r"|\{%.{0,800}?%\}"  # Liquid tag
    r"|\{\{.{0,800}?\}\}"  # Liquid output
    r"|\{/\*.{0,800}?\*/\}",  # MDX comment
    re.DOTALL,
)
_SHORTCODE_TEXT = re.compile(r"\{\{[<%][^{}]*?\stext=\"([^\"{}]*)\"")
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.{0,800}?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_REFERENCE = re.compile(r"\[([^\[\]]{1,200})\]:[ \t]*\{[{%].*[%}]\}.*$")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]{0,500}?\{[{%][^\n]{0,500}?[%}]\}[^()\n]{0,500}\)")
_RUBY = re.compile(r"\{([^{}|\s]{1,30})\|([ぁ-ゖァ-ヺー|]{1,60})\}")
_INLINE = re.compile(
    TEMPLATE.pattern
    + r"|\{:[^{}\n]{0,200}\}|\{#[^{}\s]{1,100}\}|\{\.[a-z-][^{}\n]{0,100}\}"  # attributes, ids
    r"|\[!(?:code-\w{1,20}|(?i:include))\s?\[[^\[\]\n]{0,300}\]\([^()\n]{0,300}\)\s?\]"  # DocFX
    r"|\[![A-Z]+\]"  # label of an alert
    r"|</?>"  # JSX fragment
    r"|<(?!script|style)(?=[A-Z]|[^<>\n]{1,500}=\{)[A-Za-z][\w.]*"  # JSX tag
    r"(?:\s+[\w:@.-]+(?:=(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}))?)*\s*/?>",
    re.DOTALL,
)


def install(md: MarkdownIt) -> MarkdownIt:
    """Adds the rules to a parser and returns it; those for blocks may interrupt a paragraph."""
    stop: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "verbatim", _verbatim, stop)
    md.block.ruler.before("fence", "dropped_line", _dropped_line, stop)
    md.block.ruler.before("reference", "template_reference", _template_reference)
    md.inline.ruler.before("escape", "template", _template)
    md.inline.ruler.before("escape", "ruby", _ruby)
    md.inline.ruler.before("link", "template_link", _template_link)
    return md


def _line(state: StateBlock, number: int) -> str:
    """A line of the source without its indentation."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _dropped_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Removes a marker line, a card, a container's fence, of which a title is kept, an import, an
    export or an opening JSX tag."""
    if state.is_code_block(start):
        return False
    line = _line(state, start).rstrip()
    if line[:1] not in "-=~:@ie<":
        return False
    marker, container = _MARKER.match(line), _CONTAINER.match(line)
    last = start if marker or container or _CARD.match(line) else _last_of_code(state, start, end)
    if last is None:
        return False
    if silent:
        return True
    state.line = last + 1
    if marker:
        state.push("marker", "", 0).content = line
    elif container and not _NO_TITLE.match(container["title"]):
        state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = container["title"].strip("[]"), []
        state.push("paragraph_close", "p", -1)
    return True


def _last_of_code(state: StateBlock, start: int, end: int) -> int | None:
    """The last line of an import, an export or an opening JSX tag that begins at line `start`; None
    where none does."""
    line = _line(state, start).rstrip()
    end = min(end, start + _LONGEST_HEAD)
    if _MODULE.match(line):
        return _last_of_module(state, start, end)
    return _last_of_tag(state, start, end) if _JSX_BEGUN.match(line) else None


def _last_of_module(state: StateBlock, start: int, end: int) -> int:
    """The line before `end` that closes the braces of an import or export, or is empty; `start`
    where none does."""
    open_braces = 0
    for number in range(start, end):
        text = _line(state, number)
        open_braces += text.count("{") - text.count("}")
        if open_braces <= 0 or not text.strip():
            return number
    return start


def _last_of_tag(state: StateBlock, start: int, end: int) -> int | None:
    """The line before `end` that ends an opening JSX tag; None where an empty line comes first."""
    for number in range(start + 1, end):
        text = _line(state, number).rstrip()
        if not text:
            return None
        if text.endswith(">"):
            return number
    return None


def _verbatim(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Makes code of `{% highlight %}…{% endhighlight %}` and removes `{% comment %}` with what is
    in it."""
    opening = _VERBATIM.match(_line(state, start))
    if not opening:
        return False
    close = re.compile(r"\{%-?\s*end" + opening[1] + r"\s*-?%\}")
    if state.env.get(opening[1], -1) >= start:
        return False  # searched for before and not found
    for last in range(start, end):
        if not close.search(_line(state, last)):
            continue
        if silent:
            return True
        if opening[1] != "comment":
            token = state.push("fence", "code", 0)
            token.content = _between(state, start, last, close)
        state.line = last + 1
        return True
    state.env[opening[1]] = end
    return False


def _between(state: StateBlock, start: int, last: int, close: re.Pattern[str]) -> str:
    """The text between an opening template in line `start` and the closing one in line `last`."""
    text = state.getLines(start, last + 1, 0, True)
    opened = text.index("%}") + 2
    return text[opened : close.search(text).start()].strip("\n") + "\n"  # type: ignore[union-attr]


def _template(state: StateInline, silent: bool) -> bool:
    """Removes a template, a shortcode, of which `text=` is kept, attributes or a JSX tag; makes
    code of `{% raw %}`."""
    if state.src[state.pos] not in "{[<":
        return False
    raw = _RAW.match(state.src, state.pos)
    if raw and not silent:
        state.push("code_inline", "code", 0).content = raw[1]  # to be shown as it is
    match = raw or _INLINE.match(state.src, state.pos)
    if not match:
        return False
    named = _SHORTCODE_TEXT.match(match[0])
    if named and not silent:
        state.push("text", "", 0).content = named[1]
    state.pos = match.end()
    return True


def _ruby(state: StateInline, silent: bool) -> bool:
    """Makes ruby of `{漢字|かんじ}` and `{漢字|かん|じ}`."""
    match = _RUBY.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        base, reading = html.escape(match[1]), match[2].replace("|", "")
        ruby = state.push("html_inline", "", 0)
        ruby.content = f"<ruby>{base}<rt>{reading}</rt></ruby>"
    state.pos = match.end()
    return True


def _template_link(state: StateInline, silent: bool) -> bool:
    """Keeps the text of `[text]({{ site.url }}/path)`, which is no link to CommonMark, as there are
    spaces in its address."""
    if state.src[state.pos] not in "[!":
        return False
    match = _LINK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("text", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _template_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Takes `[name]: {{< ref "…" >}}` for a link reference definition; its address is not shown."""
    match = None if state.is_code_block(start) else _REFERENCE.match(_line(state, start))
    if not match:
        return False
    if not silent:
        references = state.env.setdefault("references", {})
        references.setdefault(normalizeReference(match[1]), {"title": "", "href": "#"})
        state.line = start + 1
    return True

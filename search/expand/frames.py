"""What only frames a question: 方法を教えてください behind what it is about. It is found by what
MeCab makes of it and a short list, since a post that answers a question says it otherwise."""

import re

from index.text import Tokens

_FRAMES = {
    "方法", "仕方", "やり方", "やりかた", "手順", "教える", "おしえる", "説明", "解説", "知る",
    "分かる", "わかる", "困る", "質問",
}  # fmt: skip
"""Words, uninflected, that a question ends with and is not about."""
_ASKING = re.compile(".*(?:(?:ば|たら)[いよ良宜]|[てで][ほ欲])", re.DOTALL)
"""How a question for advice or help ends: どうすればいい, 教えてほしい."""
_JOINING = re.compile(
    r"に(?:つい|お(?:い|け)|よ[っるり]|対[すし]|たいし|関[すし]|かんし|とっ|わたっ|渡っ|際し|沿っ|伴[いうっ])"
    r"|と(?:いう|いっ|い[うえ]ば|とも)"
)
"""Particles that consist of a particle and a verb: について, における, によると, として."""

_QUESTION = re.compile(
    "何|なに|なん|どう|どこ|どれ|どの|どんな|誰|だれ|いつ|なぜ|には|方法|やり方|[?？]|の$|か[。.]?$"
)
"""What makes a run a question."""
_VERB = re.compile("[\u3005\u3400-\u9fffぁ-ゖ]+[うくぐすつぬぶむる]")
"""A verb, uninflected."""
_LEAST_ABOUT = 2
"""Words that a question is about besides its verb."""

Word = tuple[int, int, int, int]
"""(start, end, first token, token after the last)."""


def without_joining(text: str, words: list[Word]) -> list[Word]:
    """The words less verbs that only make up a particle, where others are left."""
    joining = {match.start() + 1 for match in _JOINING.finditer(text)}
    kept = [word for word in words if word[0] not in joining]
    return kept or words


def framing(text: str, tokens: Tokens, words: list[Word], others: bool) -> int:
    """How many of the last words only frame a question: not the first of all
    words, unless there are `others`."""
    number = 0
    while number < len(words) - (not others) and _is_frame(text, tokens, words[-1 - number]):
        number += 1
    return number


def asks(text: str, tokens: Tokens, words: list[Word]) -> bool:
    """Whether a text is a question about several words and the last of these is its verb, which
    answers put otherwise: 送る in Vimのパッチはどうやって送るの."""
    if len(words) <= _LEAST_ABOUT or not _QUESTION.search(text):
        return False
    _, _, first, stop = words[-1]
    return bool(_VERB.fullmatch("".join(tokens.spelled()[first:stop])))


def _is_frame(text: str, tokens: Tokens, word: Word) -> bool:
    start, end, first, stop = word
    spelled = {"".join(tokens.spelled()[first:stop]), text[start:end]}
    return not _FRAMES.isdisjoint(spelled) or bool(_ASKING.fullmatch(text[: start + 1]))

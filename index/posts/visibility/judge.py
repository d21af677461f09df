"""Front matter → whether a post may be found, by the table of `withheld.py`. A value that is not
understood withholds the post, with a complaint."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from index.posts.reading import parse_date
from index.posts.visibility.withheld import When, plain_key, rule_of
from index.values import Visibility

_HIDDEN, _DRAFT, _FUTURE = Visibility.HIDDEN, Visibility.DRAFT, Visibility.FUTURE
_LIFTED = {"params", "extra", "custom"}
"""Tables whose keys count as the post's own, such as Hugo's params and Zola's extra."""
_YES = {"true", "yes", "on", "1", "y", "t", "はい", "真", "オン", "有効", "する"}
_NO = {"false", "no", "off", "0", "n", "f", "いいえ", "偽", "オフ", "無効", "しない"}
_EMPTY = {"", "~", "null", "none", "nil", "undefined"}
_PUBLIC = {
    "public", "published", "publish", "everyone", "everybody", "all", "anyone", "world", "open",
    "visible", "listed", "default", "公開", "全体公開", "一般公開", *_YES,
}  # fmt: skip
_NOT_PUBLIC = re.compile(
    r"\b(?:auto-?)?(?:draft|drafts|drafting|private|privately|hidden|hide|unlisted|unpublished"
    r"|unpublish|pending|trash|trashed|deleted|removed|wip|work in progress|scheduled|future"
    r"|skip|secret|confidential|internal|restricted|members|member|members-only|paid|password"
    r"|protected|not (?:published|public|ready)|in review)\b"
    "|下書き|非公開|未公開|限定公開|公開停止|執筆中|書きかけ|作成中|予約"
)
_NOINDEX = re.compile(r"\bno-?index\b|^none$")
_NEVER = {*_NO, "never", "local", "link"}
_ALWAYS = {*_YES, "always"}
_LONGEST_TAGS = 2_000
_EXCLUDING = ("exclude", "hidden", "hide")
"""Keys whose lists name places where the post is not to be shown."""
_READ_IN_LISTS = (When.SET, When.CLOSED, When.OPEN, When.NOINDEX)
_COMMENT = re.compile(r"\s#.*", re.DOTALL)
_ENCRYPTED = re.compile(
    r"\{\{[<%]\s*(?:hugo-?encrypt\w*|encrypt\w*|password|protected|secret|private)\b"
)


@dataclass(frozen=True)
class Verdict:
    """Whether a post may be found, when that changes next, None for never, and complaints about
    values that were not understood."""

    visibility: Visibility = Visibility.LISTED
    due: datetime | None = None
    complaints: tuple[str, ...] = ()


def plain_word(value: object) -> str:
    """A value in the form in which values are compared: width folded, in lower case, without
    quotes and comment."""
    text = unicodedata.normalize("NFKC", str(value) if value is not None else "")
    return _COMMENT.sub("", " " + text).strip(" \t\n\"'“”‘’「」").lower()


def flag(value: object) -> bool | None:
    """The truth value that a value states; None where it states none."""
    word = plain_word(value)
    return True if word in _YES else False if word in _NO else None


def is_withholding(key: str, value: object) -> bool:
    """Whether a key with this value withholds a post at any time, whatever its other keys are."""
    rule = rule_of(plain_key(key))
    if rule is None or rule.when in (When.AFTER, When.BEFORE):
        return False
    return _holds(rule.when, value) is True


def judged(meta: dict[str, Any], zone: tzinfo, now: datetime) -> Verdict:
    """The verdict on a post by its front matter, keys in lower case. Hidden counts before draft,
    draft before future. `now` is aware; dates without an offset are in `zone`."""
    states: set[Visibility] = set()
    dues: list[datetime] = []
    complaints: list[str] = []
    for name, value in _values(meta):
        rule = rule_of(plain_key(name))
        if rule is None or plain_word(value) in _EMPTY:
            continue
        held = _holds(rule.when, value)
        moment = parse_date(value, zone) if _is_timed(rule.when) and held is None else None
        if moment is not None:
            held = (moment <= now) is (rule.when is When.AFTER)
            dues += [moment] if moment > now else []
        if held is None:
            complaints.append(f"{name}: not understood, so withheld: {str(value)[:40]!r}")
        if held is not False:
            early = moment is not None and rule.when is not When.AFTER
            states.add(_FUTURE if early else rule.state)
    state = next((s for s in (_HIDDEN, _DRAFT, _FUTURE) if s in states), Visibility.LISTED)
    return Verdict(state, min(dues, default=None), tuple(complaints))


def _values(meta: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """(key, value) of a head; of its tables with both keys joined; of lists as text where a rule
    reads them, those of HTML tags (VitePress, VuePress) as `robots`."""
    for key, value in meta.items():
        if isinstance(value, dict):
            yield from _nested(str(key), value)
        elif not isinstance(value, list):
            yield str(key), value
        elif str(key) in ("head", "meta"):
            flagged = str(value)[:_LONGEST_TAGS].lower()
            yield "robots", "noindex" if "robots" in flagged and "noindex" in flagged else ""
        elif plain_key(key) in _EXCLUDING:
            yield "nosearch", str("search" in map(plain_word, value))
        elif (rule := rule_of(plain_key(key))) and rule.when in _READ_IN_LISTS:
            yield str(key), " ".join(map(str, value))


def _nested(above: str, table: dict[str, Any]) -> Iterator[tuple[str, object]]:
    lifted = above.lower() in _LIFTED
    for key, value in table.items():
        if not isinstance(value, dict | list):
            yield str(key) if lifted else f"{above.lstrip('_')}.{key}", value


def _is_timed(when: When) -> bool:
    return when in (When.AFTER, When.BEFORE, When.FALSE_OR_LATER)


def _holds(when: When, value: object) -> bool | None:
    """Whether a value withholds a post; None where it is not understood, or is a date."""
    flagged, word = flag(value), plain_word(value)
    match when:
        case When.TRUE | When.BEFORE:
            return flagged
        case When.AFTER:
            return False if flagged is False else None
        case When.FALSE | When.FALSE_OR_LATER:
            return False if word in _PUBLIC else None if flagged is None else not flagged
        case When.JUST_FALSE:
            return flagged is False
        case When.SET:
            return flagged is not False
        case When.CLOSED:
            return False if word in _PUBLIC else _NOT_PUBLIC.search(word) is not None or None
        case When.NEVER:
            return True if word in _NEVER else False if word in _ALWAYS else None
        case When.NOINDEX:
            return _NOINDEX.search(word) is not None
        case When.OPEN:
            return _NOT_PUBLIC.search(word) is not None


def is_encrypted(body: str) -> bool:
    """Whether a body has a shortcode that encrypts its contents."""
    return "{{" in body and _ENCRYPTED.search(body) is not None

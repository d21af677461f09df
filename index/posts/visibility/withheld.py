"""The table of the keys by which generators and themes keep posts out of search. Keys are compared
in lower case without `-`, `_` and `.` (`bookSearchExclude`, `book_search_exclude`); those of nested
tables are joined (`build.render`). Sources: the documentation of each generator and theme named.
`docs/withheld.md` is made from it."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from index.values import Visibility


class When(Enum):
    """Which values of a key withhold a post. Empty ones never do; one that is neither such a value
    nor its opposite is not understood, and withholds too, except by JUST_FALSE and OPEN."""

    TRUE = "true"
    FALSE = "false"
    JUST_FALSE = "false; any other value means something else"
    FALSE_OR_LATER = "false, or a date to come"
    SET = "anything but false"
    CLOSED = "anything but public"
    OPEN = "a word such as draft, private, 非公開"
    NOINDEX = "noindex, none"
    NEVER = "false, never, local, link"
    AFTER = "a date that has passed"
    BEFORE = "a date to come"


@dataclass(frozen=True)
class Rule:
    """A post with one of `keys` is withheld by the values of `when`, and then counts as `state`.
    `of` names the generators and themes with these keys. With `examples`, which the page for
    owners shows, the keys are regular expressions."""

    keys: tuple[str, ...]
    when: When
    state: Visibility
    of: str
    examples: tuple[str, ...] = ()


_HIDDEN, _DRAFT, _FUTURE = Visibility.HIDDEN, Visibility.DRAFT, Visibility.FUTURE

RULES = (
    Rule(
        (r"(post|page|hbe)?(password|passphrase|passcode)s?|passwd|pwd|hbepass",
         r"encrypt\w*", r"protect(ed)?|secret|locked"),
        When.SET, _HIDDEN, "hexo-blog-encrypt, hugo-encrypt, VuePress Hope, WordPress exports",
        ("password", "passphrase", "pwd", "encrypt", "encrypted", "encrypt.password", "protected",
         "secret", "locked"),
    ),
    Rule(
        (r"(not?|non|un|ex|exclude|excluded|hide|hidden|skip|skipped|disable|disabled|ignore|omit)"
         r"(d|s)?(in|from|for|the|my|site)*(search|pagefind|docsearch|algolia|lunr)\w*",
         r"\w*(search|pagefind|docsearch|algolia|lunr)(index|engine|results?)?"
         r"(exclude|excluded|hide|hidden|skip|disable|disabled|ignore|ignored|omit)"),
        When.TRUE, _HIDDEN,
        "Docsy, PaperMod, LoveIt, hugo-book, just-the-docs, MkDocs Material, Starlight",
        ("excludeFromSearch", "hideFromSearch", "noSearch", "searchHidden", "search_exclude",
         "bookSearchExclude", "search.exclude", "and their like"),
    ),
    Rule(
        (r"(in|include|included|show|allow|enable)*(in|the)?"
         r"(search|pagefind|docsearch|algolia|lunr)(able|index|indexed|include|enabled|show)?",
         "indexable"),
        When.FALSE, _HIDDEN, "VitePress, VuePress, Minimal Mistakes, Zola, Starlight",
        ("search", "searchable", "in_search_index", "includeInSearch", "pagefind", "indexable",
         "and their like"),
    ),
    Rule(
        (r"\w*noindex",), When.TRUE, _HIDDEN, "many themes; PaperMod's robotsNoIndex",
        ("noindex", "robotsNoIndex", "seo.noindex", "and their like"),
    ),
    Rule(
        ("robots", "metarobots", "robotsmeta", "seorobots", "metarobotscontent"),
        When.NOINDEX, _HIDDEN, "many themes",
    ),
    Rule(
        ("unlisted", "unlist", "hidden", "hide", "headless", "invisible", "isolated", "expired",
         "eleventyexcludefromcollections", "disableindexing"),
        When.TRUE, _HIDDEN, "Docusaurus, hexo-hide-posts, Hugo, Eleventy",
    ),
    Rule(("listed", "visible"), When.FALSE, _HIDDEN, "Grav, Kirby and others"),
    Rule(
        ("permalink", "show", "display", "enabled", "live", "active", "index", "indexed",
         "indexing"),
        When.JUST_FALSE, _HIDDEN, "Eleventy; many themes",
    ),
    Rule(
        ("buildrender", "buildlist"), When.NEVER, _HIDDEN,
        "Hugo's build and _build",
    ),
    Rule(
        ("expirydate", "expires", "expiredate", "expireson", "expiresat", "unpublishdate",
         "unpublishat"),
        When.AFTER, _HIDDEN, "Hugo",
    ),
    Rule(
        ("draft", "isdraft", "drafted", "private", "isprivate", "ignorepublish", "unpublished",
         "wip", "confidential", "nopublish", "limited", "membersonly", "subscribersonly"),
        When.TRUE, _DRAFT, "Hugo, Astro, Docusaurus, Qiita CLI, Hatena and others",
    ),
    Rule(
        ("published", "publish", "ispublished", "dgpublish", "public", "ispublic"),
        When.FALSE_OR_LATER, _DRAFT,
        "Jekyll, Hexo, Zenn, DEV, Quartz, Obsidian Publish, Digital Garden",
    ),
    Rule(
        ("visibility", "privacy", "postvisibility", "publicity"), When.CLOSED, _DRAFT,
        "Ghost, WordPress exports, micro.blog, Zenn's paid chapters",
    ),
    Rule(
        ("status", "state", "access", "poststatus", "poststate", "wpstatus", "publishstatus",
         "publishedstatus", "publicationstatus", "workflow"),
        When.OPEN, _DRAFT, "Pelican, WordPress exports, Front Matter CMS, Decap CMS",
    ),
    Rule(
        ("publishdate", "publishon", "publishat", "embargo", "embargodate", "scheduled",
         "scheduledat", "scheduledfor"),
        When.BEFORE, _FUTURE, "Hugo and others",
    ),
)  # fmt: skip

_LONGEST_KEY = 60


def plain_key(key: object) -> str:
    """A key in the form in which keys are compared."""
    text = unicodedata.normalize("NFKC", str(key)).lower()
    return re.sub(r"[-_.\s]", "", text)


@lru_cache(maxsize=4096)
def rule_of(key: str) -> Rule | None:
    """The rule for a key in the form of `plain_key`; None without one."""
    if len(key) > _LONGEST_KEY:
        return None
    return next((rule for rule in RULES if _is_of(rule, key)), None)


def _is_of(rule: Rule, key: str) -> bool:
    if not rule.examples:
        return key in rule.keys
    return any(re.fullmatch(one, key) for one in rule.keys)


def is_rule_key(key: str) -> bool:
    """Whether there is a rule for a key."""
    return rule_of(plain_key(key)) is not None


def as_markdown() -> str:
    """The table in Markdown, a page for owners."""
    rows = (
        f"| {_shown(rule)} | {rule.when.value} | {rule.state.value} | {rule.of} |" for rule in RULES
    )
    return "\n".join(
        ["| key | withheld by | counts as | known from |", "|---|---|---|---|", *rows, ""]
    )


def _shown(rule: Rule) -> str:
    keys = ", ".join(f"`{key}`" for key in rule.examples or rule.keys)
    return keys.replace("`and their like`", "and their like")

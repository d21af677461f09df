"""Why a query does not find a post, or at which place it does."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches

from index.text import analyse_all, fold_literal
from index.values import LEFT_OUT, FileEntry, UnknownPost, Visibility
from search.assist.explain import Explainer
from search.assist.in_words import FIELDS_IN_WORDS, in_words
from search.contract import LARGEST_SIZE, Request, Results
from search.expand import literally
from search.match import DocSet, Evaluator
from search.query import And, Dated, Label, Leaf, Node, Not, Or, Phrase

_PAGES = 20
"""Pages of results on which a post is looked for."""
_NAMED = 3
"""Similar ids or words that are named."""
_STATES = {
    Visibility.DRAFT.value: "下書きか非公開の設定なので、検索に載りません",
    Visibility.FUTURE.value: "公開の日がまだ来ていないので、検索に載りません",
    Visibility.HIDDEN.value: "検索に載せない設定なので、検索に載りません",
    LEFT_OUT: "読み取れなかった記事です",
}


class WhyNot:
    """Tells why queries do not find posts of one index, which `search` searches."""

    def __init__(self, evaluator: Evaluator, search: Callable[[Request], Results]) -> None:
        self._evaluator, self._search = evaluator, search

    @staticmethod
    def named(post: str, entries: Mapping[str, FileEntry]) -> str:
        """The id of the post that is meant; UnknownPost where there is no such file."""
        return _named(post, entries)

    def lines(self, query: str, post: str) -> list[str]:
        """Lines of Japanese text on one query and one post, named by its id or the end of it;
        UnknownPost where the index has no such file."""
        return list(self._lines(query, post))

    def _lines(self, query: str, post: str) -> Iterator[str]:
        entries = self._evaluator.reader.entries()
        name = self.named(post, entries)
        yield name
        state = entries[name].state
        doc = self._evaluator.reader.number_of(name)
        if doc is None:
            yield "  " + "：".join(filter(None, [_STATES.get(state, state), entries[name].reason]))
            return
        node = self._evaluator.parse(query)
        judge = _Judge(self._evaluator, doc)
        yield from judge.verdicts(node)
        if judge.has(node):
            yield self._place(name, query)

    def _place(self, name: str, query: str) -> str:
        """The post's place in the results, or the near-duplicate that it is collapsed into."""
        for page in range(1, _PAGES + 1):
            results = self._search(Request(query, page=page, size=LARGEST_SIZE))
            for place, hit in enumerate(results.hits, (page - 1) * LARGEST_SIZE + 1):
                if hit.meta.id == name:
                    return f"  {results.total:,}件中{place:,}番目に見つかります"
                if name in (other.id for other in hit.duplicates):
                    return f"  ほぼ同じ {hit.meta.id} にまとめられています（{place:,}番目）"
            if len(results.hits) < LARGEST_SIZE:
                break
        return f"  見つかりますが、{_PAGES * LARGEST_SIZE:,}番目より後です"


def _named(post: str, entries: Mapping[str, FileEntry]) -> str:
    """The id of a post named by it, by the end of it with or without the suffix, or by a path
    that ends in it; UnknownPost, with similar ids, where there is none."""
    end = "/" + post.lstrip("./")
    known = [name for name in entries if f"/{name}".endswith(end)]
    known = known or [name for name in entries if f"/{name.rpartition('.')[0]}".endswith(end)]
    known = known or [name for name in entries if end.endswith(f"/{name}")]
    if known:
        return min(known, key=len)
    near = get_close_matches(post, entries, n=_NAMED, cutoff=0.5)
    hint = f"; near it: {', '.join(near)}" if near else ""
    raise UnknownPost(f"post: expected the id of a post, found {post!r}{hint}")


class _Judge:
    """Tells which parts of a query one document matches."""

    def __init__(self, evaluator: Evaluator, doc: int) -> None:
        self._evaluator, self._doc = evaluator, doc
        self._stored = evaluator.reader.stored(doc)

    def has(self, node: Node) -> bool:
        """Whether the document matches a node."""
        return self._in(self._evaluator.docset(node))

    def verdicts(self, node: Node, depth: int = 1) -> Iterator[str]:
        """A line for each part of a query, indented by its depth in the tree: ○ or ×, and why."""
        mark = f"{'  ' * depth}{'○' if self.has(node) else '×'} "
        match node:
            case And(parts):
                if depth > 1:
                    yield f"{mark}すべて"
                for part in parts:
                    yield from self.verdicts(part, depth + (depth > 1))
            case Or(parts):
                yield f"{mark}どれか"
                for part in parts:
                    yield from self.verdicts(part, depth + 1)
            case Not(part):
                yield f"{mark}含まないこと"
                yield from self.verdicts(part, depth + 1)
            case Label(field, value):
                values = self._stored.meta.values(field)
                hint = "、".join(values) or "なし"
                yield f"{mark}{FIELDS_IN_WORDS[field]}「{value}」（この記事は{hint}）"
            case Dated():
                yield f"{mark}日付（この記事は{self._stored.meta.date or '日付なし'}）"
            case Leaf() | Phrase():
                has = self.has(node)
                lines = list(self._matched(node) if has else self._missing(node))
                yield f"{mark}{node.text}{'' if has else self._where(node)}"
                yield from (f"{'  ' * (depth + 1)}{line}" for line in lines)

    def _where(self, leaf: Leaf | Phrase) -> str:
        return f"（{FIELDS_IN_WORDS[leaf.field]}に）" if leaf.field else ""

    def _matched(self, leaf: Leaf | Phrase) -> list[str]:
        """The explanations of a leaf that the post matches, in words."""
        return in_words(Explainer(leaf, self._evaluator).explain(self._doc))

    def _missing(self, leaf: Leaf | Phrase) -> Iterator[str]:
        """What of a leaf the post lacks, and the most similar that it has."""
        if leaf.field and self.has(type(leaf)(leaf.text, None)):
            yield "ほかの欄にはあります"
            return
        if isinstance(leaf, Phrase):
            literal = literally(leaf.text).literals[0]
            begun = self._longest(literal)
            if begun:
                yield f"「{begun}」まではあり、続きが違います"
            if self.has(Leaf(leaf.text, leaf.field)):
                yield "引用符がなければ見つかります"
            return
        units = self._evaluator.expand(leaf.text, leaf.names).units
        lacking = [u.text for u in units if not self._in(self._evaluator.unit(u, leaf.field))]
        for text in lacking or [leaf.text]:
            near = get_close_matches(fold_literal(text), self._words(), n=_NAMED, cutoff=0.5)
            hint = f"（近い語：{'、'.join(near)}）" if near else ""
            yield f"「{text}」がありません{hint}"

    def _in(self, docset: DocSet) -> bool:
        return bool((docset.docs == self._doc).any())

    def _longest(self, literal: str) -> str:
        """The longest beginning of a literal that the post has, "" for none of two characters."""
        folded = self._stored.text.folded
        return next(
            (literal[:end] for end in range(len(literal), 1, -1) if literal[:end] in folded), ""
        )

    def _words(self) -> list[str]:
        """The words of the post, folded, each once."""
        text = self._stored.text
        shown = list(map(text.section, text.sections))
        words = self._evaluator.reader.manifest.vocabulary.words
        return list(dict.fromkeys(map(fold_literal, analyse_all(shown, words).spelled())))

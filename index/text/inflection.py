"""Inflection: other words of a word as it stands in a text."""


def as_it_stands(word: str, base: str, shown: str) -> str:
    """A word inflected as another one with its ending is, which is `base` uninflected and `shown`
    in the text: 勧める, すすめる, すすめ → 勧め. The word itself where its ending differs."""
    same = 0
    while same < min(len(base), len(shown)) and base[same] == shown[same]:
        same += 1
    ending = base[same:]
    if not word.endswith(ending):
        return word
    return word[: len(word) - len(ending)] + shown[same:]


_IN_IE = {"movies", "cookies", "zombies", "selfies", "calories", "rookies", "smoothies", "indies"}


def singular(term: str) -> str:
    """An English word, in lower case, without its plural ending; other words as they are."""
    if len(term) < 4 or not term.isascii() or not term.endswith("s"):
        return term
    if term.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return term[:-2]
    if term.endswith("ies"):
        return term[:-1] if term in _IN_IE or len(term) == 4 else f"{term[:-3]}y"
    return term[:-1] if term[-2] not in "sui" else term

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

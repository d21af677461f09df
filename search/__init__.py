"""From what a reader typed to results. The rooms, in the order in which they may use each other:
contract, query, lookup, expand, match, show, assist, quality, embedded."""

__all__: list[str] = []

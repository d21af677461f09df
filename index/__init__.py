"""From posts on disk to an index: posts are read and cleaned, their text is analysed, and the
Writer that is handed in stores it. The rooms, in the order in which they may use each other:
values, posts, text, store, cluster, whoosh_index, pipeline."""

__all__: list[str] = []

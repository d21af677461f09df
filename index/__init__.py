"""Everything from posts on disk to an index: reading and cleaning posts, analysing their text,
writing it by whichever Writer is handed in. The rooms, in the order in which they may use each
other: values, posts, text, store, whoosh_index, pipeline."""

__all__: list[str] = []

"""The schema: what Whoosh is told of an index. It is code, nothing of it is read from disk."""

from datetime import datetime

from whoosh import columns, fields, formats
from whoosh.analysis import IDAnalyzer

from index.values import FIELDS, LABELS
from index.whoosh_index.analysis import GramAnalyzer, JapaneseAnalyzer, LabelAnalyzer

GRAMS = "gram"
"""The grams of a document's whole folded text, as terms of one or two characters."""
ID, DATE, URL, LANG = "id", "date", "url", "lang"
TEXTS = tuple(name for name in FIELDS if name not in LABELS)
"""Fields whose words are terms, with positions and slices of characters."""
VALUES = (ID, DATE, *LABELS)
"""Fields whose terms are whole values."""


class DateField(fields.DATETIME):
    """Dates without a zone, in the zone of the index's days."""

    def from_column_value(self, x: int) -> datetime | None:
        """None for what has no date."""
        is_missing = x == self.column_type.default_value()
        date: datetime | None = None if is_missing else super().from_column_value(x)
        return date


def schema() -> fields.Schema:
    """Of every index. `title`, `heading`, `body`, `code`, `link`, `excerpt`: texts, stored;
    `tag`, `category`, `author`: KEYWORD, whole values, stored as lists; `lang`: KEYWORD, a primary
    subtag; `id`: unique; `date`: DATETIME; `url`: stored; `gram`: for pieces of words. `id`,
    `title` and `date` sort."""
    known: dict[str, fields.FieldType] = {name: _text(name == "title") for name in TEXTS}
    for name in LABELS:
        known[name] = fields.KEYWORD(stored=True, analyzer=LabelAnalyzer())
    known[ID] = fields.FieldType(
        formats.Existence(), IDAnalyzer(), stored=True, unique=True,
        sortable=columns.VarBytesColumn(),
    )  # fmt: skip
    known[DATE] = DateField(stored=True, sortable=True)
    known[URL] = fields.STORED()
    known[GRAMS] = fields.FieldType(formats.Existence(), GramAnalyzer(), multitoken_query="and")
    return fields.Schema(**known)


def _text(sortable: bool) -> fields.TEXT:
    return fields.TEXT(
        JapaneseAnalyzer(), chars=True, stored=True, sortable=sortable, multitoken_query="and"
    )

"""One file → its post, if it is to be listed, and its entry in the index."""

from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from index.pipeline.sources import CHOSEN, EXCLUDED, NOT_PUBLISHED, Source
from index.posts import Harmful, Site, fingerprint, load_post, read_bytes
from index.values import (
    JAPAN,
    LEFT_OUT,
    FileEntry,
    Post,
    PostError,
    Settings,
    Visibility,
    Vocabulary,
    parse_timezone,
    reason_of,
)


@dataclass(frozen=True)
class Context:
    """What reading a post depends on besides its file; `now` is aware of its time zone."""

    settings: Settings
    site: Site
    now: datetime
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    @property
    def timezone(self) -> str:
        """The name of the time zone of days: that of the settings, else the site's, else
        Japan's."""
        return self.settings.timezone or self.site.timezone or JAPAN

    def holds(self, post_id: str) -> bool:
        """Whether the file of an id is to be read, if it is there: the site may publish it, and the
        owner wants it."""
        return self.role(post_id) == CHOSEN

    def role(self, post_id: str) -> int:
        """The role of the file of an id, if it is there."""
        if not self.site.publishes(post_id):
            return NOT_PUBLISHED
        return CHOSEN if self.settings.posts.selects(post_id) else EXCLUDED

    @property
    def zone(self) -> tzinfo:
        """The time zone of days."""
        return parse_timezone(self.timezone)


@dataclass(frozen=True)
class Prepared:
    """The entry of a file and, if it is to be listed, its post."""

    id: str
    entry: FileEntry
    post: Post | None


def prepare(source: Source, context: Context) -> Prepared | None:
    """Reads and cleans one file; None where it is gone. A post that cannot be read is left out, its
    entry saying why; only TimeoutError and MemoryError are raised."""
    settings = context.settings
    try:
        data = read_bytes(source.path, source.id, settings.posts.max_bytes)
        source = replace(source, content=fingerprint(data))  # of the bytes that are parsed
        post = load_post(data, source.id, context.site, context.zone, context.now)
    except (TimeoutError, MemoryError):
        raise
    except FileNotFoundError:
        return None
    except PostError as error:
        return left_out(source, str(error))
    except Harmful as error:
        return left_out(source, f"{source.id}: {error}")
    except OSError as error:  # due to the machine, not to the post: to be tried again
        return left_out(replace(source, content=""), error_text(source.id, error))
    except Exception as error:
        # one post must not stop the others, whatever a parser does
        return left_out(source, f"{source.id}: could not be read: {type(error).__name__}: {error}")
    state = _allowed(post, settings)
    listed = state is Visibility.LISTED
    entry = FileEntry(
        content=source.content,
        state=state.value,
        reason=post.reason,
        due=post.due.isoformat() if post.due else None,
        warnings=post.warnings,
        url=post.url if listed else None,
        added=source.added if post.date is None else None,
        lang=post.lang,
    )
    return Prepared(source.id, entry, _dated(post, source) if listed else None)


def _dated(post: Post, source: Source) -> Post:
    """The post, with the date that the history of its file gives it where it has none."""
    if post.date is not None or not source.added:
        return post
    return replace(post, date=datetime.fromisoformat(source.added))


def left_out(source: Source, reason: str) -> Prepared:
    """The entry of a post that cannot be listed."""
    return Prepared(source.id, FileEntry(source.content, LEFT_OUT, reason), None)


def _allowed(post: Post, settings: Settings) -> Visibility:
    """The visibility of a post, drafts and future posts being listed, and posts in other languages
    hidden, where the settings say so."""
    overridden = {Visibility.DRAFT: settings.posts.drafts, Visibility.FUTURE: settings.posts.future}
    if not settings.posts.lists(post.lang):
        return Visibility.HIDDEN
    return Visibility.LISTED if overridden.get(post.visibility) else post.visibility


def error_text(post_id: str, error: OSError) -> str:
    """Why a file cannot be read now, in words."""
    return f"{post_id or '.'}: cannot be read now: {reason_of(error)}"

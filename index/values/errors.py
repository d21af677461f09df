"""One tree of errors. Each says what was expected and where; its `kind` is what the command
line turns into an exit code and HTTP into a status."""

from enum import Enum


class Kind(Enum):
    """What went wrong, as a caller needs to know it: (exit code, HTTP status)."""

    LOSS = (1, 503)
    USAGE = (2, 400)
    UNREADABLE = (2, 422)
    MISSING = (2, 503)
    UNKNOWN = (2, 404)
    MACHINE = (3, 503)
    STOPPED = (130, 503)

    @property
    def exit_code(self) -> int:
        return self.value[0]

    @property
    def status(self) -> int:
        return self.value[1]


class SakuinError(Exception):
    """Base of all errors raised on purpose; `code` is stable, the message is for people."""

    kind = Kind.USAGE
    code = "error"


class ConfigError(SakuinError):
    """`sakuin.toml`, a site's configuration or an option says something it cannot."""

    code = "bad_config"


class BadParameter(SakuinError):
    """A request's parameter is outside its bounds."""

    code = "bad_parameter"


class PostError(SakuinError):
    """One post cannot be read; the others can. Reads `posts/a.md:3: date: expected …`."""

    kind = Kind.UNREADABLE
    code = "unreadable_post"

    def __init__(self, post_id: str, reason: str, line: int | None = None) -> None:
        self.post_id, self.reason, self.line = post_id, reason, line
        place = post_id if line is None else f"{post_id}:{line}"
        super().__init__(f"{place}: {reason}")


class NothingReadable(SakuinError):
    """The folder holds no post that can be indexed; the index stays as it was."""

    kind = Kind.UNREADABLE
    code = "nothing_readable"


class PostsLost(SakuinError):
    """Most posts of the index are gone or cannot be read; it stays as it was."""

    kind = Kind.LOSS
    code = "posts_lost"


class NotOurs(SakuinError):
    """An index belongs to a folder of posts, or to a program, and the other wants to write it."""

    code = "not_ours"


class NoIndex(SakuinError):
    """There is no index at this place yet."""

    kind = Kind.MISSING
    code = "no_index"


class UnknownPost(SakuinError):
    """No post of that id is in the index."""

    kind = Kind.UNKNOWN
    code = "unknown_post"


class IndexDamaged(SakuinError):
    """An index is there but cannot be opened."""

    kind = Kind.MACHINE
    code = "index_damaged"


class LockHeld(SakuinError):
    """Another reindex is at work on this index."""

    kind = Kind.MACHINE
    code = "lock_held"


class MachineError(SakuinError):
    """The machine would not: no space, no permission."""

    kind = Kind.MACHINE
    code = "machine"


class Interrupted(SakuinError):
    """Somebody pressed Ctrl-C; the message says what is in force."""

    kind = Kind.STOPPED
    code = "interrupted"

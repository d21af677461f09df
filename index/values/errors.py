"""The tree of errors. Each message says what was expected and where; from its `kind` the command
line takes the exit code and HTTP the status."""

from enum import Enum


class Kind(Enum):
    """The kinds of errors that callers distinguish: (exit code, HTTP status)."""

    LOSS = (1, 503)
    USAGE = (2, 400)
    UNREADABLE = (2, 422)
    MISSING = (2, 503)
    UNKNOWN = (2, 404)
    MACHINE = (3, 503)
    STOPPED = (130, 503)

    @property
    def exit_code(self) -> int:
        """The exit code of a command."""
        return self.value[0]

    @property
    def status(self) -> int:
        """The status of an HTTP response."""
        return self.value[1]


class SakuinError(Exception):
    """Base of all errors raised on purpose; `code` is for programs and never changes, the message
    is for people."""

    kind = Kind.USAGE
    code = "error"


class ConfigError(SakuinError):
    """`sakuin.toml`, a file it names, a site's configuration or an option is not as it must be."""

    code = "bad_config"


class BadParameter(SakuinError):
    """A request's parameter is outside its bounds."""

    code = "bad_parameter"


class PostError(SakuinError):
    """One post cannot be read, while others can; the message is `posts/a.md:3: date: expected …`,
    with the line where it is known."""

    kind = Kind.UNREADABLE
    code = "unreadable_post"

    def __init__(self, post_id: str, reason: str, line: int | None = None) -> None:
        self.post_id, self.reason, self.line = post_id, reason, line
        place = post_id if line is None else f"{post_id}:{line}"
        super().__init__(f"{place}: {reason}")


class NothingReadable(SakuinError):
    """The folder has no post that can be read; the index stays as it was."""

    kind = Kind.UNREADABLE
    code = "nothing_readable"


class PostsLost(SakuinError):
    """Most posts of the index are gone or cannot be read any more; it stays as it was."""

    kind = Kind.LOSS
    code = "posts_lost"


class NotOurs(SakuinError):
    """An index that belongs to a program was to be built from posts, or the reverse; or what is
    there is another program's."""

    kind = Kind.MISSING
    code = "not_ours"


class NoIndex(SakuinError):
    """There is no index at this place yet."""

    kind = Kind.MISSING
    code = "no_index"


class UnknownPost(SakuinError):
    """No post of that id is in the index."""

    kind = Kind.UNKNOWN
    code = "unknown_post"


class TooCostly(SakuinError):
    """A request takes more work than one may."""

    kind = Kind.MACHINE
    code = "too_costly"


class IndexDamaged(SakuinError):
    """An index is there but cannot be read, or is not as it was written."""

    kind = Kind.MACHINE
    code = "index_damaged"


class LockHeld(SakuinError):
    """Another process is writing this index."""

    kind = Kind.MACHINE
    code = "lock_held"


class MachineError(SakuinError):
    """The machine does not allow it, as for want of space or permission."""

    kind = Kind.MACHINE
    code = "machine"


class Conflict(MachineError):
    """What was to be made is there already, or was changed in the meantime."""

    code = "conflict"


class ClusterAway(SakuinError):
    """The cluster that has the index does not answer, or not with all of it; in about `retry_after`
    seconds it may."""

    kind = Kind.MACHINE
    code = "cluster_away"

    def __init__(self, message: str, retry_after: float = 2.0) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class ClusterRefused(ConfigError):
    """The cluster does not take the user and password, or its certificate is not trusted, or the
    settings of these cannot be."""

    kind = Kind.MISSING


class Interrupted(SakuinError):
    """Somebody pressed Ctrl-C; the message says which index is the current one."""

    kind = Kind.STOPPED
    code = "interrupted"

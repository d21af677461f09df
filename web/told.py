"""What strangers are told of an error."""

from index.values import ClusterAway, Kind, SakuinError, TooCostly


def told(error: SakuinError) -> str:
    """The message of an error, but for what would name places on this machine."""
    if isinstance(error, ClusterAway):
        return "the search is away for a moment"
    is_private = error.kind in (Kind.MISSING, Kind.MACHINE) and not isinstance(error, TooCostly)
    return "no index can be searched yet" if is_private else str(error)

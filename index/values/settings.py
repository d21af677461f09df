"""Settings: everything that `sakuin.toml` and the command line can say."""

import dataclasses
import re
from dataclasses import dataclass, field
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from index.values.errors import ConfigError

_ORIGIN = re.compile(r"https?://[^\s/?#]+")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


def parse_timezone(name: str) -> tzinfo:
    """`+09:00` or a name such as `Asia/Tokyo`; raises ConfigError for anything else."""
    if match := _OFFSET.fullmatch(name):
        sign, hours, minutes = match.groups()
        if int(hours) < 24 and int(minutes) < 60:
            delta = timedelta(hours=int(hours), minutes=int(minutes))
            return timezone(-delta if sign == "-" else delta)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigError(f"timezone: expected +09:00 or Asia/Tokyo, found {name!r}") from None


def _expect(holds: bool, name: str, wanted: str, found: object) -> None:
    if not holds:
        raise ConfigError(f"{name}: expected {wanted}, found {found!r}")


@dataclass(frozen=True)
class PostSettings:
    """How posts are read. `max_bytes` is the largest file that is opened."""

    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    max_bytes: int = 4_000_000

    def __post_init__(self) -> None:
        _expect(self.max_bytes > 0, "max_bytes", "1 or more", self.max_bytes)


@dataclass(frozen=True)
class ServerSettings:
    """How pages are served. `proxy`: trust one proxy's X-Forwarded-* headers. `log`: off, json."""

    host: str = "127.0.0.1"
    port: int = 8080
    title: str = "索引"
    proxy: bool = False
    cors_origin: str | None = None
    log: str = "off"
    log_addresses: bool = False
    threads: int = 8

    def __post_init__(self) -> None:
        _expect(0 <= self.port <= 65_535, "port", "0 to 65535", self.port)
        _expect(self.threads > 0, "threads", "1 or more", self.threads)
        _expect(self.log in ("off", "json"), "log", "off or json", self.log)
        _expect(bool(self.title.strip()), "title", "some text", self.title)
        origin = self.cors_origin
        known = origin is None or origin == "*" or bool(_ORIGIN.fullmatch(origin))
        _expect(known, "cors_origin", "https://host without a path, or *", origin)


@dataclass(frozen=True)
class RankingSettings:
    """What counts how much in ranking, measured on JaQuAD (docs/relevance.md). `title`, `heading`:
    weights of these fields, the body's being 1; `together`: of all words of a leaf standing as
    typed; `nearness`, `coverage`, `sentence`: shares of its score that a hit gains where neighbours
    touch, where it has all the query's characters, and where one sentence has them.
    `freshness`: the share that the newest post gains, half of it so many days (`half_life`)
    before that."""

    title: float = 2.0
    heading: float = 1.3
    together: float = 0.5
    nearness: float = 0.5
    coverage: float = 2.0
    sentence: float = 3.0
    freshness: float = 0.0
    half_life: float = 365.0

    def __post_init__(self) -> None:
        for name, value in dataclasses.asdict(self).items():
            _expect(0 <= value <= 10_000, f"ranking.{name}", "0 to 10,000", value)
        _expect(self.half_life > 0, "ranking.half_life", "more than 0", self.half_life)


@dataclass(frozen=True)
class Settings:
    """Everything `sakuin.toml` can say; the files it names lie beside it."""

    index: str = ".sakuin"
    timezone: str = "+09:00"
    jobs: int = 0
    synonyms: str | None = None
    user_dictionary: str | None = None
    posts: PostSettings = field(default_factory=PostSettings)
    server: ServerSettings = field(default_factory=ServerSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)

    def __post_init__(self) -> None:
        _expect(self.jobs >= 0, "jobs", "0 or more", self.jobs)

    @property
    def tz(self) -> tzinfo:
        return parse_timezone(self.timezone)

"""Settings: all that `sakuin.toml` and the command line can set."""

import dataclasses
import re
from dataclasses import dataclass, field
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from index.values.errors import ConfigError
from index.values.globs import has_closed_braces, matches
from index.values.languages import language_of

_PATTERN = re.compile(r"(?:https?://[^\s/?#{}]+)?/(?:[^{}]|\{ *[^\W\d][\w.-]* *\})*", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://(?:[a-z0-9_.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?")
_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
_RATE = re.compile(r"([1-9]\d{0,5})/(second|minute|hour|day)")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
JAPAN = "+09:00"
"""The time zone where none is set."""
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


@lru_cache(maxsize=64)
def parse_timezone(name: str) -> tzinfo:
    """The time zone of `+09:00` or of a name such as `Asia/Tokyo`; ConfigError for anything
    else."""
    if match := _OFFSET.fullmatch(name):
        sign, hours, minutes = match.groups()
        if int(hours) < 24 and int(minutes) < 60:
            delta = timedelta(hours=int(hours), minutes=int(minutes))
            return timezone(-delta if sign == "-" else delta)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigError(f"timezone: expected +09:00 or Asia/Tokyo, found {name!r}") from None


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something may be done: `number` times in `seconds`."""

    number: int
    seconds: int


def parse_rate(text: str) -> Rate | None:
    """The rate of `600/minute`, None of `off`; ConfigError for anything else."""
    found = _RATE.fullmatch(text)
    _expect(found is not None or text == "off", "rate", "600/minute or off", text)
    return Rate(int(found[1]), _SECONDS[found[2]]) if found else None


def _expect(holds: bool, name: str, wanted: str, value: object) -> None:
    """ConfigError about a setting where a condition does not hold."""
    if not holds:
        raise ConfigError(f"{name}: expected {wanted}, found {value!r}")


@dataclass(frozen=True)
class PostSettings:
    """How posts are read: the address before their paths; a pattern of addresses, such as
    `/blog/{slug}/`, and the owner's name on Zenn or Qiita, "" for none; whether drafts and posts of
    the future are listed; the size of the largest file that is read; the languages whose posts
    alone are listed, none for all. Which are read: their
    `folder`; globs of the ids that alone are read, `include`, or that are not, `exclude`. Where
    posts without a date get one, `dates`: nowhere or, by `git`, from their first commits.
    ConfigError for an impossible value."""

    base_url: str | None = None
    address: str = ""
    account: str = ""
    drafts: bool = False
    future: bool = False
    max_bytes: int = 4_000_000
    languages: tuple[str, ...] = ()
    folder: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    dates: str = ""

    def __post_init__(self) -> None:
        known = not self.address or _PATTERN.fullmatch(self.address) is not None
        wanted = "/… or http(s)://host/… with names in braces, such as /blog/{slug}/"
        _expect(known, "address", wanted, self.address)
        named = not self.account or re.fullmatch(r"[\w@.-]+", self.account) is not None
        _expect(named, "account", "a name on Zenn or Qiita, such as taro", self.account)
        _expect(self.max_bytes > 0, "max_bytes", "1 or more", self.max_bytes)
        for name in self.languages:
            _expect(bool(language_of(name)), "languages", "languages such as ja or en", name)
        _expect(self.dates in ("", "git"), "posts.dates", '"git" or ""', self.dates)
        for name in ("include", "exclude"):
            for glob in getattr(self, name):
                wanted = "globs such as drafts/** or **/*.{md,mdx}"
                is_glob = bool(glob.strip("/")) and has_closed_braces(glob)
                _expect(is_glob, f"posts.{name}", wanted, glob)

    def lists(self, language: str) -> bool:
        """Whether posts in a language are listed; those whose language is not known are."""
        wanted = set(map(language_of, self.languages))
        return not wanted or not language or language in wanted

    def selects(self, post_id: str) -> bool:
        """Whether `include` and `exclude` let the post with an id be read."""
        included = not self.include or matches(self.include, post_id)
        return included and not matches(self.exclude, post_id)


@dataclass(frozen=True)
class ServerSettings:
    """How pages are served. With `proxy` the X-Forwarded-* headers of one proxy are trusted;
    `cors_origin` is the origin whose pages may read the JSON, `*` for all; `log` is `off` or
    `json`, with clients' addresses if `log_addresses`. `workers` are processes, 0 for one a core;
    each answers `threads` requests at a time and keeps `cache_mb` megabytes of answers, 0 for none.
    `most_work` is what one search may take, in millionths of a second, about; 0 for any.
    `hosts` are the names that the server answers to, none for any; `rate` is how often a client may
    ask, such as `600/minute`, or `off`, and holds for this machine itself if `rate_loopback`. Who
    has `metrics_token` may read /metrics, nobody where it is "".
    ConfigError for an impossible value."""

    host: str = "127.0.0.1"
    port: int = 8080
    title: str = "索引"
    proxy: bool = False
    cors_origin: str | None = None
    log: str = "off"
    log_addresses: bool = False
    threads: int = 8
    workers: int = 0
    cache_mb: int = 32
    most_work: int = 500_000
    hosts: tuple[str, ...] = ()
    rate: str = "600/minute"
    rate_loopback: bool = False
    metrics_token: str = ""

    def __post_init__(self) -> None:
        _expect(0 <= self.port <= 65_535, "port", "0 to 65535", self.port)
        _expect(self.threads > 0, "threads", "1 or more", self.threads)
        _expect(self.workers >= 0, "workers", "0 or more", self.workers)
        _expect(self.cache_mb >= 0, "cache_mb", "0 or more", self.cache_mb)
        _expect(self.most_work >= 0, "most_work", "0 or more", self.most_work)
        _expect(self.log in ("off", "json"), "log", "off or json", self.log)
        _expect(bool(self.title.strip()), "title", "some text", self.title)
        origin = self.cors_origin
        known = origin is None or origin == "*" or bool(_ORIGIN.fullmatch(origin))
        wanted = "https://host in small letters, without a path, or *"
        _expect(known, "cors_origin", wanted, origin)
        for host in self.hosts:
            _expect(bool(_HOST.fullmatch(host)), "hosts", "names such as search.blog.example", host)
        parse_rate(self.rate)
        token = self.metrics_token
        is_token = not token or re.fullmatch(r"[\x21-\x7e]{16,}", token) is not None
        _expect(is_token, "metrics_token", "16 letters and digits or more", f"{len(token)} of them")


@dataclass(frozen=True)
class RankingSettings:
    """Weights of ranking, measured on JaQuAD (docs/relevance.md); ConfigError for an impossible
    value. `title` and `heading` are those of the fields, where the body has 1; `together` is that
    of a leaf's words occurring as typed. The others are shares of its score that a hit gains:
    `nearness` where neighbouring words touch, `coverage` where it has all of the query's
    characters, `sentence` where one sentence has them, `freshness` if it is the newest post, and
    half of that for one `half_life` days older."""

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
class ClusterSettings:
    """How an index on a cluster is spoken to: the `user` with its `password`, "" for none, and the
    file `ca` of the authorities whose certificates are trusted, None for those of the system; the
    `seconds` that a search may take. A new index has so many `shards` with so many `replicas`.
    ConfigError for an impossible value."""

    user: str = ""
    password: str = field(default="", repr=False)
    ca: str | None = None
    shards: int = 1
    replicas: int = 1
    seconds: float = 5.0

    def __post_init__(self) -> None:
        _expect(":" not in self.user, "cluster.user", "a name without a colon", self.user)
        _expect(0 < self.shards <= 1024, "cluster.shards", "1 to 1024", self.shards)
        _expect(0 <= self.replicas <= 100, "cluster.replicas", "0 to 100", self.replicas)
        _expect(0 < self.seconds <= 600, "cluster.seconds", "more than 0, up to 600", self.seconds)


@dataclass(frozen=True)
class Settings:
    """All settings. `index` is a folder, or the address of one on a cluster; `timezone` is "" for
    that of the site; `jobs` a number of processes, 0 for one a core; `synonyms` and
    `user_dictionary` are files, None for none. ConfigError for an impossible value."""

    index: str = ".sakuin"
    timezone: str = ""
    jobs: int = 0
    synonyms: str | None = None
    user_dictionary: str | None = None
    posts: PostSettings = field(default_factory=PostSettings)
    server: ServerSettings = field(default_factory=ServerSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    cluster: ClusterSettings = field(default_factory=ClusterSettings)

    def __post_init__(self) -> None:
        _expect(self.jobs >= 0, "jobs", "0 or more", self.jobs)

    @property
    def tz(self) -> tzinfo:
        """The time zone that is set, else Japan's; ConfigError where `timezone` is none."""
        return parse_timezone(self.timezone or JAPAN)

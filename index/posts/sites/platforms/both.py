"""A repository of articles for Zenn and for Qiita."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Self

from index.posts.sites.platforms.qiita import Qiita
from index.posts.sites.platforms.zenn import Zenn
from index.posts.sites.rules import Generator, Inherited


@dataclass(frozen=True)
class ZennAndQiita(Generator):
    """A repository for both: each file follows its platform."""

    label: ClassVar[str] = "Zenn and Qiita"
    missing: ClassVar[str] = 'set [posts] account = "…", your name on both, in sakuin.toml'
    content: ClassVar[tuple[str, ...]] = (*Zenn.content, *Qiita.content)
    passed_over: ClassVar[frozenset[str]] = Qiita.passed_over
    zenn: Zenn = field(default_factory=Zenn)
    qiita: Qiita = field(default_factory=Qiita)

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        zenn, qiita = Zenn.of(folder), Qiita.of(folder)
        return cls(zenn=zenn, qiita=qiita) if zenn and qiita else None

    def at(self, place: str) -> Generator:
        return self.qiita if place.startswith(Qiita.content) else self.zenn

    def inherited(self, root: Path, prefix: str) -> Iterator[Inherited]:
        return self.zenn.inherited(root, prefix)

"""The real posts of the data folder, for measurements that write and change them."""

import os
import tarfile
from pathlib import Path

DATA = Path(os.environ.get("SAKUIN_DATA", Path(__file__).parent / ".." / ".." / "shared" / "data"))


def real_posts() -> list[bytes]:
    """All of them, as bytes."""
    with tarfile.open(DATA / "posts" / "posts.tar.xz") as archive:
        files = (archive.extractfile(member) for member in archive if member.isfile())
        return [file.read() for file in files if file is not None]


def write_posts(folder: Path, posts: list[bytes]) -> None:
    """Writes each as a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(posts):
        (folder / f"{number:05}.md").write_bytes(content)

"""`sakuin reindex`: builds, then looks whether what can be seen can be found."""

import dataclasses
import json
from typing import Any

import click

from index.cli import as_text, build, reindex_options
from search.verify import Verified, last_verified, verify


@click.command("reindex")
@reindex_options
@click.option("--strict", is_flag=True, help="Exit 1 when a post had to be left out.")
@click.option(
    "--verify", "samples", type=click.IntRange(0), default=300, show_default=True,
    help="Pieces of posts to be looked for after a build; 0 for none.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def reindex_command(strict: bool, samples: int, as_json: bool, **options: Any) -> int:
    """Bring the index to what POSTS_DIR holds."""
    report, index = build(**options)
    if report.published and samples:
        found: Verified | None = verify(index, samples)
    else:
        found = last_verified(index, report.generation)
    if as_json:
        counts = {**dataclasses.asdict(report), "verified": found and dataclasses.asdict(found)}
        click.echo(json.dumps(counts, ensure_ascii=False))
    else:
        click.echo("\n".join([as_text(report), *_said(found)]))
    return 1 if (strict and report.left_out) or not (found is None or found.whole) else 0


def _said(found: Verified | None) -> list[str]:
    if found is None:
        return []
    lines = [f"verified: {found.found:,} of {found.samples:,} pieces found where they stand"]
    return lines + [f"  not found: {piece}" for piece in found.missed]

"""`sakuin reindex`: builds, then looks whether what can be seen can be found."""

import dataclasses
import json
from typing import Any

import click

from index.cli import (
    ReindexJob,
    as_text,
    plan_as_text,
    plan_counts,
    plan_only,
    reindex_job,
    reindex_options,
    run,
)
from index.pipeline import Report
from search.contract import Verified
from search.embedded import forget_verified, write_verified
from search.open import open_searcher
from search.quality import verify


@click.command("reindex")
@reindex_options
@click.option("--strict", is_flag=True, help="Exit 1 when a post had to be left out.")
@click.option(
    "--verify", "samples", type=click.IntRange(0), default=300, show_default=True,
    help="Pieces of posts to be looked for after a build; 0 for none.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def reindex_command(
    strict: bool, samples: int, dry_run: bool, as_json: bool, **options: Any
) -> int:
    """Bring the index to what POSTS_DIR holds."""
    job = reindex_job(**options)
    if dry_run:
        counts = plan_counts(*plan_only(job))
        click.echo(json.dumps(counts, ensure_ascii=False) if as_json else plan_as_text(counts))
        return 0
    report = run(job)
    found = _verified(report, job, samples)
    if as_json:
        counts = {**dataclasses.asdict(report), "verified": found and dataclasses.asdict(found)}
        click.echo(json.dumps(counts, ensure_ascii=False))
    else:
        click.echo("\n".join([as_text(report), *_said(found)]))
    short = bool(report.left_out or report.unread)
    return 1 if (strict and short) or not (found is None or found.whole) else 0


def _verified(report: Report, job: ReindexJob, samples: int) -> Verified | None:
    """Looked for anew after a build; what was found before holds of a generation whose every byte
    was just read and is as written."""
    if report.published and not samples:
        forget_verified(job.index)
    with open_searcher(job.settings) as searcher:
        if not (report.published and samples):
            return searcher.verified()
        made = verify(searcher, samples)
    write_verified(job.index, made)
    return made


def _said(found: Verified | None) -> list[str]:
    if found is None:
        return []
    lines = [f"verified: {found.found:,} of {found.samples:,} pieces found where they stand"]
    return lines + [f"  not found: {piece}" for piece in found.missed]

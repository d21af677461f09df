"""`sakuin reindex`: builds the index, then verifies it."""

import dataclasses
import json
from typing import Any

import click

from index.cli import ReindexJob, outlook, reindex_job, reindex_options, run
from index.in_words import outlook_text, outlook_values, report_text, report_values
from index.pipeline import Report
from index.say import say, say_json
from index.values import counted
from search.contract import Verified
from search.open import open_searcher
from search.quality import verify
from search.verified import forget_verified, write_verified


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
    """Bring the index to what POSTS_DIR holds.

    Without POSTS_DIR it is the folder that sakuin.toml names."""
    job = reindex_job(**options)
    if dry_run:
        seen = outlook(job)
        if as_json:
            say_json(json.dumps(outlook_values(seen), ensure_ascii=False))
        else:
            say(outlook_text(seen))
        return 0
    report = run(job)
    verified = _verified(report, job, samples)
    if as_json:
        result = verified and dataclasses.asdict(verified)
        counts = {**report_values(report), "verified": result}
        say_json(json.dumps(counts, ensure_ascii=False))
    else:
        say("\n".join([report_text(report), *_lines(verified)]))
    short = bool(report.left_out or report.unread)
    return 1 if (strict and short) or not (verified is None or verified.whole) else 0


def _verified(report: Report, job: ReindexJob, samples: int) -> Verified | None:
    """The verification of the current generation: a new one after a build that published it, else
    the one on disk. It stays true, as every byte of the generation was just checked. Of shares the
    first does it for all."""
    if not job.options.share.is_first:
        return None
    if report.published and not samples:
        forget_verified(job.settings)
    with open_searcher(job.settings) as searcher:
        if not (report.published and samples):
            return searcher.verified()
        written = report.added + report.changed + report.renamed
        verified = verify(searcher, samples, written=report.posts if report.rebuilt else written)
    write_verified(job.settings, verified)
    return verified


def _lines(verified: Verified | None) -> list[str]:
    """A verification as lines of text."""
    if verified is None:
        return []
    pieces = counted(verified.samples, "piece")
    first = f"verified: {verified.found:,} of {pieces} found where they stand"
    return [first, *(f"  not found: {piece}" for piece in verified.missed)]

"""A folder of posts → an index: plan → prepare → analyse → write. The Writer is handed in; nothing
here depends on which one it is."""

from index.pipeline.build import Options, Outlook, build, dry_run
from index.pipeline.findings import Addresses, Dates, Findings, Shared
from index.pipeline.plan import FIRST
from index.pipeline.report import Report
from index.pipeline.survey import Survey, left_out, survey
from index.pipeline.writer import Writer

__all__ = [
    "FIRST", "Addresses", "Dates", "Findings", "Options", "Outlook", "Report", "Shared", "Survey",
    "Writer", "build", "dry_run", "left_out", "survey",
]  # fmt: skip

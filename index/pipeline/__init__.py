"""A folder of posts → an index: plan → prepare → analyse → write. The Writer is handed in; nothing
here depends on which one it is."""

from index.pipeline.build import Options, build, dry_run
from index.pipeline.plan import FIRST, Plan
from index.pipeline.report import Report

__all__ = ["FIRST", "Options", "Plan", "Report", "build", "dry_run"]

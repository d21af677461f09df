"""What a reindex did or would do: as text for people, as values for JSON."""

import dataclasses
from typing import Any

from index.pipeline import FIRST, Findings, Outlook, Report, left_out
from index.values import Visibility, counted, printable, readable

_SHOWN = 5
_ALL_BY = "all with --json"
_KINDS = ("new", "changed", "renamed", "gone")
_KEPT_BACK = {state.value for state in Visibility} - {Visibility.LISTED.value}
_LONGEST = 200
"""Characters of an address that are shown."""


def report_values(report: Report) -> dict[str, Any]:
    """The report as JSON values, what was found in the folder among the others."""
    values = dataclasses.asdict(report)
    findings = values.pop("findings")
    return {**values, **findings}


def report_text(report: Report) -> str:
    """The report as text, with the first of the posts that were left out, withheld or mended."""
    lines = [f"built anew: {report.rebuilt}"] if report.rebuilt else []
    lines.append(
        f"{counted(report.posts, 'post')} in {report.seconds:.1f} s: {report.added:,} added, "
        f"{report.changed:,} changed, {report.removed:,} removed, {report.renamed:,} renamed, "
        f"{report.unchanged:,} unchanged"
    )
    kept_back = (
        f"{counted(report.drafts, 'draft')}, {report.future:,} future, {report.hidden:,} hidden"
    )
    lines.append(f"not listed: {kept_back}; left out as unreadable: {len(report.left_out):,}")
    lines += some("left out", report.left_out) + some("withheld", report.withheld)
    lines += some("kept as it was", report.unread)
    lines += some("mended", report.warnings)
    return "\n".join(lines + findings_lines(report.findings))


def findings_lines(found: Findings, all_by: str = _ALL_BY) -> list[str]:
    """The generator that was recognised and the addresses that it gives; which posts have none, or
    no date, and what would give them one; the languages, where there are several; what the settings
    leave out, or cannot have. `all_by` says how to see more than the first."""
    addresses, dates = found.addresses, found.dates
    such = ", with addresses such as" if addresses.samples else ""
    lines = [f"generator: {found.generator or 'none recognised'}{such}"]
    lines += [f"  {_shown(url)}" for url in addresses.samples]
    if addresses.missing:
        lines.append(f"without an address: {_such_as(addresses.missing, addresses.advice)}")
    for one in addresses.shared[:_SHOWN]:
        ids = printable(", ".join(one.posts[:_SHOWN]))
        posts = f"{counted(len(one.posts), 'post')} ({ids})"
        lines.append(f"one address for {posts}: {_shown(one.url)}")
    if len(addresses.shared) > _SHOWN:
        lines.append(f"… and {len(addresses.shared) - _SHOWN:,} more such ({all_by})")
    if len(found.languages) > 1:
        known = [f"{name or 'not known'} {count:,}" for name, count in found.languages.items()]
        lines.append(f"languages: {', '.join(known)}")
    if dates.missing:
        lines.append(f"without a date: {_such_as(dates.missing, dates.advice)}")
    if found.excluded:
        lines.append(f"excluded by sakuin.toml: {counted(found.excluded, 'post')}")
    return [*lines, *(f"note: {printable(note)}" for note in found.notes)]


def _shown(url: str) -> str:
    plain = readable(url)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _such_as(names: tuple[str, ...], advice: str) -> str:
    """How many posts, the first of them, and what to do about them."""
    first = printable(names[0]) + (", …" if len(names) > 1 else "")
    return f"{counted(len(names), 'post')} ({first})" + (f"; {advice}" if advice else "")


def outlook_values(seen: Outlook) -> dict[str, Any]:
    """What would be done, as JSON values: the ids of new, changed, renamed and gone files, how many
    are unchanged, which cannot be read, which would not be listed, by the reason, why all would be
    built anew, and what was found in the folder."""
    plan = seen.plan
    known = seen.last.contents.files if seen.last else {}
    names = list(plan.prepare.files.ids)
    return {
        "rebuild": None if plan.rebuild == FIRST else plan.rebuild,
        "new": [name for name in names if name not in known and name not in plan.renamed],
        "changed": [name for name in names if name in known],
        "renamed": sorted(plan.renamed),
        "gone": sorted(plan.gone),
        "unchanged": len(plan.kept),
        "unread": list(plan.unread),
        "left_out": list(left_out(seen.files)),
        "not_listed": _not_listed(seen),
        **dataclasses.asdict(seen.findings),
    }


def _not_listed(seen: Outlook) -> dict[str, list[str]]:
    """The ids of posts that are kept from readers, by what keeps them."""
    files = seen.files

    def names(state: str) -> list[str]:
        return list(files.ids.take(files.where(lambda entry: entry.state == state)))

    return {state: names(state) for state in sorted(files.counts().keys() & _KEPT_BACK)}


def outlook_text(seen: Outlook) -> str:
    """What would be done, as text, with the first ids of each kind; those that would not be listed
    are told as such."""
    values = outlook_values(seen)
    lines = [f"would build all anew: {values['rebuild']}"] if values["rebuild"] else []
    files = ", ".join(f"{len(values[kind]):,} {kind}" for kind in _KINDS)
    lines.append(f"would read these files: {files}, {values['unchanged']:,} unchanged")
    withheld = {name for names in values["not_listed"].values() for name in names}
    for kind in _KINDS:
        lines += some(kind, tuple(name for name in values[kind] if name not in withheld))
    for state, names in values["not_listed"].items():
        lines += some(f"not listed, {state}", tuple(names))
    lines += some("kept", tuple(values["unread"])) + some("left out", tuple(values["left_out"]))
    lines += findings_lines(seen.findings)
    return "\n".join([*lines, "nothing was written"])


def some(label: str, messages: tuple[str, ...], all_by: str = _ALL_BY) -> list[str]:
    """A line for each of the first messages, and one that counts the rest."""
    lines = [f"  {label}: {printable(message)}" for message in messages[:_SHOWN]]
    rest = len(messages) - _SHOWN
    return [*lines, f"  … and {rest:,} more {label} ({all_by})"] if rest > 0 else lines

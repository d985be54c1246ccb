"""What is printed: sections of a table, as Markdown or JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Row:
    """One measurement; `limit` where the project has promised one."""

    what: str
    measured: str
    limit: str = ""
    over: bool = False
    note: str = ""


@dataclass
class Section:
    """Rows that were measured in the same way; `note` says how."""

    title: str
    note: str
    rows: list[Row] = field(default_factory=list)
    skipped: str = ""


def ratio_row(what: str, ratio: float, limit: float | None = None, note: str = "") -> Row:
    """A row for a ratio, marked when it is beyond its limit."""
    over = limit is not None and ratio > limit
    return Row(what, f"{ratio:.2f}", f"{limit:g}" if limit else "", over, note)


def as_markdown(sections: list[Section]) -> str:
    """All sections, each with its table."""
    return "\n\n".join(_section(one) for one in sections)


def _section(section: Section) -> str:
    head = f"## {section.title}\n\n{section.note}"
    if section.skipped:
        return f"{head}\n\nSkipped: {section.skipped}"
    lines = ["| what | measured | limit | |", "| --- | ---: | ---: | --- |"]
    for row in section.rows:
        remark = " ".join(part for part in ("**over**" if row.over else "", row.note) if part)
        lines.append(f"| {row.what} | {row.measured} | {row.limit} | {remark} |")
    return head + "\n\n" + "\n".join(lines)


def as_json(sections: list[Section]) -> str:
    """The same for machines."""
    return json.dumps([asdict(one) for one in sections], indent=2, ensure_ascii=False)

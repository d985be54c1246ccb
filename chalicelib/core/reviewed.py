"""Files of orders before anything is done: their columns, and what is wrong with each row.

Pure; what a column means is for whoever reads the file.
"""

from collections.abc import Collection, Iterable
from dataclasses import field
from typing import Any

from chalicelib.core.nouns import dataclass

TWICE = "row_twice"
ERROR_COLUMNS = ("error_column", "error")
"""What a file of refused rows has beside its own columns; passed over when it comes back."""


@dataclass(frozen=True)
class ImportColumn:
    """A column of a file; ``label`` by language where the broker has designed it."""

    key: str
    required: bool = False
    example: str = ""
    label: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What is wrong in the column ``column`` of a row; ``facts`` hold what would be right."""

    column: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


def twice(column: str, line: int | str) -> Fault:
    """That the row in ``line`` is about the same, which is told in ``column``."""
    return Fault(column, TWICE, {"line": line})


@dataclass(frozen=True)
class ReviewedRow:
    """One row of a file and all that is wrong with it."""

    line: int
    cells: dict[str, str] = field(repr=False)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class ReviewedSheet:
    """A file before anything is done with it. ``ignored`` are columns that nothing is known of."""

    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    rows: tuple[ReviewedRow, ...]


def reviewed(
    columns: tuple[str, ...], known: Collection[str], rows: Iterable[ReviewedRow]
) -> ReviewedSheet:
    """A file with ``columns``, of which those are ``known``, and its rows as they were judged."""
    return ReviewedSheet(
        tuple(one for one in columns if one in known),
        tuple(one for one in columns if one not in known and one not in ERROR_COLUMNS),
        tuple(rows),
    )

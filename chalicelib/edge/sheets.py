"""Files of orders as every face takes them, shows them, and gives them back."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.core import sheets
from chalicelib.core.reviewed import ImportColumn, ReviewedSheet
from chalicelib.edge.schemas import View

CsvText = Annotated[str, Field(min_length=1, max_length=700_000)]
"""A table as text (RFC 4180); the first line names the columns."""


class ImportColumnView(View):
    """A column of a file; ``label`` by language where the broker has designed it."""

    key: str
    required: bool
    example: str
    label: dict[str, str]


class SheetView(View):
    """A file to download, as text."""

    name: str
    text: str


class ImportTemplateView(View):
    """The columns that a file can have, and a file to begin with."""

    columns: list[ImportColumnView]
    template: SheetView

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        columns: tuple[ImportColumn, ...] = noun
        rows = [[one.key for one in columns], [one.example for one in columns]]
        text = sheets.BYTE_ORDER_MARK + sheets.written(rows)
        return cls(
            columns=[ImportColumnView.of(one) for one in columns],
            template=SheetView(name="template.csv", text=text),
        )


class RefusedRowsView(SheetView):
    """The rows of a job that were refused, as a file."""

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls(name="refused-rows.csv", text=noun)


class FaultView(View):
    """What is wrong in a column of a row; ``facts`` hold what would be right."""

    column: str
    code: str
    facts: dict[str, Any]


class ReviewedRowView(View):
    """A row of a file, what is said in it by column, and all that is wrong with it."""

    line: int
    cells: dict[str, str]
    faults: list[FaultView]


class ReviewedSheetView(View):
    """A file before anything is done with it; ``ignored`` are columns that nothing is known of."""

    columns: list[str]
    ignored: list[str]
    count: int
    faulty: int
    rows: list[ReviewedRowView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        sheet: ReviewedSheet = noun
        return cls(
            columns=list(sheet.columns),
            ignored=list(sheet.ignored),
            count=len(sheet.rows),
            faulty=sum(bool(row.faults) for row in sheet.rows),
            rows=[ReviewedRowView.of(row) for row in sheet.rows],
        )

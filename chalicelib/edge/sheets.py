"""Files of orders as every face takes them, shows them, and gives them back."""

import base64
import binascii
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from chalicelib.core import sheets
from chalicelib.core.errors import Invalid
from chalicelib.core.reviewed import ImportColumn, ReviewedSheet
from chalicelib.edge.schemas import Body, View
from chalicelib.gateways.files.tables import SentTable

CsvText = Annotated[str, Field(max_length=700_000)]
"""A table as text (RFC 4180); the first line names the columns."""
_Workbook = Annotated[str, Field(max_length=900_000)]


class TableForm(Body):
    """One file: a table as text, or a workbook in base 64."""

    csv: CsvText | None = None
    xlsx: _Workbook | None = None

    @model_validator(mode="after")
    def _one_file(self) -> Self:
        if (self.csv is None) == (self.xlsx is None):
            raise ValueError("send csv or xlsx")
        return self

    def table(self) -> SentTable:
        """The same for the use case.

        Raises:
            Invalid: ``sheet_not_workbook``.
        """
        if self.xlsx is None:
            return SentTable(csv=self.csv or "")
        try:
            return SentTable(xlsx=base64.b64decode(self.xlsx, validate=True))
        except binascii.Error as fault:
            raise Invalid("not base 64", code="sheet_not_workbook", field="xlsx") from fault


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

"""Files of clients and of blacklist entries: sent, reviewed, and given back."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.changes import MAX_PARTICIPANTS
from chalicelib.clients.model.imports import ClientImport, ImportColumn, ReviewedSheet
from chalicelib.core import sheets
from chalicelib.edge.schemas import Body, LanguageCode, View

_StaffId = Annotated[str, Field(max_length=60)]
_Csv = Annotated[str, Field(min_length=1, max_length=700_000)]


class SheetForm(Body):
    """A table as text (RFC 4180); the first line names the columns."""

    csv: _Csv


class ClientImportForm(SheetForm):
    """A file of clients of one kind, and what holds for all of them."""

    kind: ClientKind
    owner_id: _StaffId | None = None
    participant_ids: Annotated[list[_StaffId], Field(max_length=MAX_PARTICIPANTS)] = Field(
        default_factory=list
    )
    group_id: Annotated[str, Field(max_length=60)] = ""
    source: Annotated[str, Field(max_length=80)] = ""
    language: LanguageCode = "en"
    tells: bool = True

    def wanted(self) -> ClientImport:
        """The same for the use case."""
        return ClientImport(
            kind=self.kind,
            owner_id=self.owner_id,
            participant_ids=tuple(self.participant_ids),
            group_id=self.group_id,
            source=self.source,
            language=self.language,
            tells=self.tells,
        )


class ImportQuery(Body):
    """Of which kind of client the columns are."""

    kind: ClientKind = ClientKind.TRADER


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

"""Statements of commissions as their brokers ask for them and see them."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field

from chalicelib.edge.schemas import Body, Instant, LanguageCode, View
from chalicelib.reports.model import Export, ExportFormat, ExportStatus


class CommissionStatementForm(Body):
    """Of which days of the broker's clock, both inclusive, in which format and language."""

    model_config = ConfigDict(populate_by_name=True)

    since: Annotated[date, Field(alias="from", strict=False)]
    until: Annotated[date, Field(alias="to", strict=False)]
    format: Literal["pdf", "xlsx"] = "pdf"
    language: LanguageCode

    @property
    def wanted_format(self) -> ExportFormat:
        """The same for the use case."""
        return ExportFormat(self.format)

    @property
    def filters(self) -> dict[str, str]:
        """The same as an export has it."""
        return {
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "language": self.language,
        }


class CommissionStatementView(View):
    """One statement: how far it is, and until when its file is kept.

    ``first`` and ``last`` are its days by the broker's clock. ``rows`` are the lines written so
    far; ``problem`` is the code of what it failed of, and ``most_rows`` how many lines a file of
    its format can have.
    """

    id: str
    first: date
    last: date
    format: ExportFormat
    status: ExportStatus
    rows: int
    most_rows: int | None
    size_bytes: int
    problem: str
    requested_at: Instant
    ended_at: Instant | None
    file_name: str
    file_until: Instant | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        found: Export = noun
        names = set(cls.model_fields) - {"first", "last"}
        told = {name: getattr(found, name) for name in names}
        days = {"first": found.filters["from"], "last": found.filters["to"]}
        return cls.model_validate(told | days)

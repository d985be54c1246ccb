"""Statements of commissions as their brokers ask for them and see them."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field

from chalicelib.edge.schemas import Body, LanguageCode
from chalicelib.reports.model import Export, ExportFormat
from chalicelib.reports.schemas.logs import WrittenView


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


class CommissionStatementView(WrittenView):
    """One statement; ``first`` and ``last`` are its days by the broker's clock."""

    first: date
    last: date

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        found: Export = noun
        told = {name: getattr(found, name) for name in WrittenView.model_fields}
        days = {"first": found.filters["from"], "last": found.filters["to"]}
        return cls.model_validate(told | days)

"""Saved withdrawal details."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, PageQuery, PayoutFields, PayoutLabel, View
from chalicelib.funds.model.details import DetailsDraft, DetailsStatus
from chalicelib.funds.service.details import ShownDetails


class DetailsForm(Body):
    """A payout profile to be saved."""

    method_id: Annotated[str, Field(max_length=40)]
    label: Annotated[str, Field(min_length=1, max_length=80)]
    fields: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=200)]]

    def draft(self) -> DetailsDraft:
        """The same for the use case."""
        return DetailsDraft(self.method_id, self.label, self.fields)


class DetailsQuery(PageQuery):
    """Profiles of one method, or of all."""

    method_id: Annotated[str, Field(max_length=40)] | None = None


class DetailsView(View):
    """A payout profile with its fields as the reader may see them."""

    id: str
    method_id: str
    label: PayoutLabel
    fields: PayoutFields
    status: DetailsStatus
    is_default: bool
    created_at: Instant

    @classmethod
    def of(cls, noun: Any) -> Self:
        """The shown fields, not the stored ones."""
        shown: ShownDetails = noun
        details = shown.details
        return cls(
            id=details.id,
            method_id=details.method_id,
            label=details.label,
            fields=shown.fields,
            status=details.status,
            is_default=shown.is_default,
            created_at=details.created_at,
        )


class DetailsPatch(Body):
    """What can be said of a saved profile: that it is the one to be offered first."""

    is_default: Literal[True]

"""Rebate customers of an account as staff read and change them."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.accounts.model.rebates import RebateOrigin
from chalicelib.accounts.service.rebates import RebateSheet
from chalicelib.edge.schemas import Body, Instant, View


class RebateCustomerBody(Body):
    """Who receives the commissions of the account's trades; null for the referrer of the owner."""

    client_id: Annotated[str, Field(pattern=r"^[0-9]{8}$")] | None
    comment: Annotated[str, Field(max_length=1000)] = ""


class RebateCustomerView(View):
    """A client by id, with the name where the reader may see them."""

    id: str
    name: str


class RebateStepView(View):
    """Who it was from ``since`` on; null is the referrer of the owner."""

    since: Instant
    customer: RebateCustomerView | None
    origin: RebateOrigin
    by_name: str
    comment: str


class RebatesView(View):
    """Who receives the commissions first, and who did; the newest step first."""

    customer: RebateCustomerView | None
    is_owner: bool
    steps: list[RebateStepView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        sheet: RebateSheet = noun

        def named(client_id: str) -> RebateCustomerView | None:
            name = sheet.names.get(client_id, "")
            return RebateCustomerView(id=client_id, name=name) if client_id else None

        return cls(
            customer=named(sheet.customer_id),
            is_owner=sheet.customer_id == sheet.account.client_id,
            steps=[
                RebateStepView(
                    since=one.since,
                    customer=named(one.client_id),
                    origin=one.origin,
                    by_name=one.by_name,
                    comment=one.comment,
                )
                for one in reversed(sheet.account.rebates)
            ],
        )

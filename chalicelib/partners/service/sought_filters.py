"""What lists of commissions are cut by, for their pages and their export alike."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import Field

from chalicelib.core.filters import ClientNumber, CurrencyCode, Filters, Login
from chalicelib.partners.model.earnings import CommissionState, SchemeKind
from chalicelib.partners.model.plans import Frequency
from chalicelib.partners.model.sought import Sought
from chalicelib.partners.service.explaining import Days


class DaysFilters(Filters):
    """Deals closed between two days of the broker's clock, both inclusive."""

    since: Annotated[date | None, Field(alias="from")] = None
    until: Annotated[date | None, Field(alias="to")] = None

    @property
    def days(self) -> Days:
        """The same for the use case."""
        return Days(self.since, self.until)


class OwnCommissionFilters(DaysFilters):
    """Which of the caller's commissions: of one scheme, state, server or currency."""

    kind: SchemeKind | None = None
    state: CommissionState | None = None
    server: Annotated[str, Field(max_length=60)] | None = None
    currency: CurrencyCode | None = None
    symbol: Annotated[str, Field(max_length=40)] | None = None

    @property
    def sought(self) -> Sought:
        """The same for the use case."""
        return Sought(
            kind=self.kind,
            state=self.state,
            server_id=self.server,
            currency=self.currency,
            symbol=self.symbol,
        )


class CommissionFilters(OwnCommissionFilters):
    """Which commissions of one kind of scheme; ``trader`` and ``recipient`` are ids of clients.

    ``order`` is the ticket of a deal, exactly.
    """

    kind: SchemeKind = SchemeKind.FIXED
    frequency: Frequency | None = None
    recipient: ClientNumber | None = None
    trader: ClientNumber | None = None
    login: Login | None = None
    order: Annotated[str, Field(max_length=40)] | None = None

    @property
    def sought(self) -> Sought:
        """The same for the use case."""
        return replace(
            super().sought,
            frequency=self.frequency,
            recipient_id=self.recipient,
            client_id=self.trader,
            login=self.login,
            deal_id=self.order,
        )

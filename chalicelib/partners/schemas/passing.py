"""What the routes of passing on take and answer."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.partners.model.passing import PassingBook, PassingSheet, SubBroker
from chalicelib.partners.model.plans import RateType
from chalicelib.partners.schemas.receipts import Exact

_Percent = Annotated[str, Field(pattern=r"^(100|[0-9]{1,2})(\.[0-9]{1,2})?$", examples=["30"])]


class PassingForm(Body):
    """The share in per cent of the own rate; ``0`` passes nothing on any more."""

    percent: _Percent

    @property
    def share(self) -> Decimal:
        """The same as an exact number."""
        return Decimal(self.percent)


class PassingRateView(View):
    """What one symbol group earns the broker before anything is passed on."""

    symbol_group: str
    type: RateType
    amount: Exact


class PassingLimitsView(View):
    """How far it may be passed on; ``least_kept`` is in the unit of each rate."""

    most_percent: Exact
    least_kept: Exact
    onward: bool


class PassingView(View):
    """What a broker can pass on. ``limits`` is null for whoever may not.

    ``giver_id`` says who passes it to them, with the ``percent``; null: their own scheme.
    """

    scheme: str | None
    giver_id: str | None
    percent: Exact | None
    rates: list[PassingRateView]
    limits: PassingLimitsView | None

    @classmethod
    def of(cls, noun: PassingSheet) -> Self:
        """See `View.of`."""
        return cls(**_sheet(noun))


class SubBrokerView(View):
    """A broker directly below, with the share that is passed to them."""

    client_id: str
    name: str
    percent: Exact
    since: Instant | None
    has_own: bool

    @classmethod
    def of(cls, noun: SubBroker) -> Self:
        """See `View.of`."""
        return cls.model_validate(noun)


class PassedView(View):
    """A share that a client passes on; the name is empty where the reader does not see them."""

    client_id: str
    name: str
    percent: Exact
    since: Instant


class PassingBookView(PassingView):
    """What a client is passed and passes on, for staff."""

    giver_name: str
    given: list[PassedView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        book: PassingBook = noun
        source = book.sheet.source
        return cls(
            **_sheet(book.sheet),
            giver_name=book.names.get(source.giver_id, "") if source else "",
            given=[
                PassedView(
                    client_id=one.receiver_id,
                    name=book.names.get(one.receiver_id, ""),
                    percent=one.at(book.at),
                    since=one.steps[-1].since,
                )
                for one in book.given
                if one.at(book.at)
            ],
        )


def _sheet(sheet: PassingSheet) -> dict[str, Any]:
    source = sheet.source
    scheme = source.scheme if source else None
    limits = scheme.passing if scheme and sheet.may_pass else None
    return {
        "scheme": scheme.name if scheme else None,
        "giver_id": source.giver_id or None if source else None,
        "percent": source.percent if source and source.giver_id else None,
        "rates": [
            PassingRateView(
                symbol_group=sheet.group_names.get(one.symbol_group_id, ""),
                type=one.type,
                amount=amount,
            )
            for one, amount in zip(scheme.rates if scheme else (), sheet.rates, strict=True)
        ],
        "limits": PassingLimitsView.of(limits) if limits else None,
    }

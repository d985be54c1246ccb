"""What downlines trade: deals, positions, orders, and sums. Prices and lots are exact texts."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.accounts.public import StoredDeal, lots, server_name
from chalicelib.clients.public import DownlineField
from chalicelib.downlines.schemas.people import PersonView
from chalicelib.downlines.schemas.reports import MovementsQuery
from chalicelib.downlines.service.nouns import Line
from chalicelib.downlines.service.sources import OnAccount
from chalicelib.downlines.service.sums import Part
from chalicelib.edge.schemas import Instant, MoneyOut, View
from chalicelib.gateways.trading.model import DealAction, Order, Position, Side


class DownlineDealView(View):
    """A deal on an account of a downline. ``profit`` is null where the broker hides it."""

    person: PersonView
    id: str
    login: int
    server: str
    position_id: str
    symbol: str
    action: DealAction
    entry: str
    lots: str
    price: str
    profit: MoneyOut | None
    swap: MoneyOut
    commission: MoneyOut
    comment: str
    at: Instant

    @classmethod
    def of(cls, noun: Line[StoredDeal]) -> Self:
        """See `View.of`. What a movement of money came to is no profit."""
        deal = noun.of
        shown = not deal.action.is_trade or noun.person.veil.shows(DownlineField.PROFIT)
        return cls(
            person=PersonView.of(noun.person),
            id=f"{deal.server_id}~{deal.ticket}",
            login=deal.login,
            server=server_name(deal.server_id),
            position_id=str(deal.position_id),
            symbol=deal.symbol,
            action=deal.action,
            entry=deal.entry.value,
            lots=lots(deal.volume_ten_thousandths),
            price=f"{deal.price:f}",
            profit=deal.profit if shown else None,
            swap=deal.swap,
            commission=deal.commission,
            comment=deal.comment,
            at=deal.at,
        )


class _OnAccountView(View):
    """Something that a downline's account holds."""

    person: PersonView
    id: str
    login: int
    server: str
    symbol: str
    lots: str
    at: Instant


def _held(noun: Line[OnAccount[Any]], at: datetime) -> dict[str, Any]:
    one, account = noun.of.of, noun.of.account
    return {
        "person": PersonView.of(noun.person),
        "id": f"{account.server_id}~{one.ticket}",
        "login": account.login,
        "server": server_name(account.server_id),
        "symbol": one.symbol,
        "lots": lots(one.volume_ten_thousandths),
        "at": at,
    }


class DownlinePositionView(_OnAccountView):
    """An open position of a downline, since ``at``."""

    side: Side
    open_price: str
    current_price: str | None
    stop_loss: str | None
    take_profit: str | None
    profit: MoneyOut | None
    swap: MoneyOut | None

    @classmethod
    def of(cls, noun: Line[OnAccount[Position]]) -> Self:
        """See `View.of`. With the present price anybody could work out a hidden profit."""
        one, shown = noun.of.of, noun.person.veil.shows(DownlineField.PROFIT)
        facts = {
            "side": one.side,
            "open_price": f"{one.price_open:f}",
            "current_price": _price(one.price_current) if shown else None,
            "stop_loss": _price(one.stop_loss),
            "take_profit": _price(one.take_profit),
            "profit": one.profit if shown else None,
            "swap": one.swap,
        }
        return cls.model_validate(_held(noun, one.opened_at) | facts)


class DownlineOrderView(_OnAccountView):
    """An order of a downline that has waited for its price since ``at``."""

    kind: str
    price: str

    @classmethod
    def of(cls, noun: Line[OnAccount[Order]]) -> Self:
        """See `View.of`."""
        one = noun.of.of
        return cls.model_validate(
            _held(noun, one.placed_at) | {"kind": one.kind, "price": f"{one.price:f}"}
        )


def _price(price: Any) -> str | None:
    return None if price is None else f"{price:f}"


class SumView(View):
    """What one kind of movement or outcome comes to in one currency, and how often it was."""

    kind: Annotated[str, Field(examples=["deposit", "profit"])]
    amount: MoneyOut
    count: int


class SumsQuery(MovementsQuery):
    """Over whom to sum up, and in which period of whole days (UTC)."""


class SumsView(View):
    """The sums of some of those who are meant: ask on with ``next_cursor`` and add up.

    ``veiled`` are those of whom the broker hides something that is therefore in no sum.
    """

    people: int
    veiled: int
    trades: int
    lots: str
    sums: list[SumView]
    next_cursor: str | None

    @classmethod
    def of(cls, noun: Part) -> Self:
        """See `View.of`."""
        own = ("people", "veiled", "trades", "sums", "next_cursor")
        facts = {name: getattr(noun, name) for name in own}
        return cls.model_validate(facts | {"lots": lots(noun.volume_ten_thousandths)})

"""The lines of a commission statement as the rows that an export gathers, and back from them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.clock import iso
from chalicelib.core.filters import ClientNumber, Filters
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners import public as partners
from chalicelib.partners.public import (
    Cause,
    CommissionState,
    Component,
    PayoutFailure,
    Rate,
    RateType,
    Reason,
    SchemeKind,
    StatementLine,
    StatementOf,
)
from chalicelib.reports.model import FilterMissing

COLUMNS = (
    "deal",
    "closed_at",
    "kind",
    "client_id",
    "login",
    "level",
    "symbol",
    "lots",
    "rates",
    "state",
    "amount_minor",
    "currency",
    "cancelled",
    "taken",
    "revision",
    "cause",
    "failure",
    "set_off",
    "reasons",
    "paid_at",
    "payout_id",
    "components",
)
_BETWEEN = " "
_INSIDE = "|"


class StatementFilters(Filters):
    """Whose statement, of which days of the broker's clock, in whose language."""

    recipient: ClientNumber | None = None
    since: Annotated[date, Field(alias="from")]
    until: Annotated[date, Field(alias="to")]
    language: Literal["en", "zh", "ar"] = "en"


def statement_of(filters: StatementFilters, actor: Actor) -> StatementOf:
    """Whose statement of which days is asked for; a client's is always their own.

    Raises:
        FilterMissing: a member of staff does not say whose.
    """
    recipient = actor.id if actor.realm is Realm.CLIENT else filters.recipient
    if not recipient:
        raise FilterMissing("say whose", field="filters.recipient")
    return StatementOf(recipient, filters.since, filters.until)


def check(actor: Actor, filters: StatementFilters) -> None:
    """Whether a statement of these filters can be written.

    Raises:
        NotFound: not a broker whom the actor sees. FilterMissing. Invalid: its period.
    """
    partners.check_statement(actor, statement_of(filters, actor))


def page(actor: Actor, filters: StatementFilters, request: PageRequest) -> Page[tuple[str, ...]]:
    """The next lines as rows."""
    return partners.statement_lines(actor, statement_of(filters, actor), request).map(_row)


def _row(one: StatementLine) -> tuple[str, ...]:
    return (
        one.deal,
        iso(one.closed_at),
        one.kind.value,
        one.client_id,
        str(one.login),
        str(one.level),
        one.symbol,
        str(one.lots),
        _BETWEEN.join(_rate_text(rate) for rate in one.rates),
        one.state.value,
        "" if one.amount is None else str(one.amount.minor),
        "" if one.amount is None else one.amount.currency,
        str(one.cancelled),
        str(one.taken),
        str(one.revision),
        one.cause.value,
        one.failure.value if one.failure else "",
        "yes" if one.set_off else "",
        _BETWEEN.join(reason.value for reason in one.reasons),
        iso(one.paid_at) if one.paid_at else "",
        one.payout_id,
        _BETWEEN.join(_component_text(*part) for part in one.components),
    )


def _component_text(component: Component, amount: Money) -> str:
    return _INSIDE.join((component.value, str(amount.minor), amount.currency))


def _rate_text(rate: Rate) -> str:
    type_ = rate.type.value if rate.type else ""
    return _INSIDE.join((rate.component.value, type_, str(rate.amount), rate.currency))


def lines(rows: Iterable[Sequence[str]]) -> Iterator[StatementLine]:
    """The lines that rows were made of; the first row are the columns as they were then."""
    columns: Sequence[str] | None = None
    for row in rows:
        if columns is None:
            columns = row
        else:
            yield _line(dict(zip(columns, row, strict=True)))


def _line(cells: dict[str, str]) -> StatementLine:
    minor, paid_at = cells["amount_minor"], cells["paid_at"]
    return StatementLine(
        deal=cells["deal"],
        closed_at=datetime.fromisoformat(cells["closed_at"]),
        kind=SchemeKind(cells["kind"]),
        client_id=cells["client_id"],
        login=int(cells["login"]),
        level=int(cells["level"]),
        symbol=cells["symbol"],
        lots=Decimal(cells["lots"]),
        rates=tuple(_rate(text) for text in cells["rates"].split()),
        state=CommissionState(cells["state"]),
        amount=Money(int(minor), cells["currency"]) if minor else None,
        cancelled=int(cells["cancelled"]),
        taken=int(cells["taken"]),
        revision=int(cells["revision"]),
        cause=Cause(cells["cause"]),
        failure=PayoutFailure(cells["failure"]) if cells["failure"] else None,
        set_off=bool(cells["set_off"]),
        reasons=tuple(Reason(one) for one in cells["reasons"].split()),
        paid_at=datetime.fromisoformat(paid_at) if paid_at else None,
        payout_id=cells["payout_id"],
        components=tuple(_component(text) for text in cells.get("components", "").split()),
    )


def _component(text: str) -> tuple[Component, Money]:
    component, minor, currency = text.split(_INSIDE)
    return Component(component), Money(int(minor), currency)


def _rate(text: str) -> Rate:
    component, type_, amount, currency = text.split(_INSIDE)
    return Rate(Component(component), RateType(type_) if type_ else None, Decimal(amount), currency)

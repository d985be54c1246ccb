"""The figures of a statement agree with its lines and with one another, whatever has happened."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.partners.model.earnings import Cause, Commission, CommissionState, SchemeKind
from chalicelib.partners.model.plans import RateType
from chalicelib.partners.model.receipts import Component, Rate
from chalicelib.partners.model.statements import StatementLine
from chalicelib.partners.rules import cancelling, statements
from tests.kit import partners

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TAKES = (CommissionState.TO_APPROVE, CommissionState.OWED, CommissionState.WAIVED)


def line(deal: str = "mt5~1", amount: int | None = 600, **changes) -> StatementLine:
    one = StatementLine(
        deal=deal,
        closed_at=AT,
        kind=SchemeKind.FIXED,
        client_id="20000001",
        login=5001,
        level=1,
        symbol="EURUSD",
        lots=Decimal(1),
        rates=(),
        state=CommissionState.PAID,
        amount=None if amount is None else Money(amount, "USD"),
    )
    return replace(one, **changes)


@st.composite
def deals(draw: st.DrawFn) -> list[StatementLine]:
    """A deal as it was settled, and an adjustment that first cancels what was never paid."""
    number = draw(st.integers(1, 50))
    currency = draw(st.sampled_from(("USD", "JPY", "KWD")))
    earned = draw(st.integers(1, 10**9))
    state = draw(
        st.sampled_from(
            ("paid", "waiting", "held", "failed", "recycled", "refused"),
        )
    )
    first = commission(number, Money(earned, currency), state=CommissionState(state))
    change = draw(st.integers(-earned, earned))
    if not change:
        return [statements.line_of(first, str(number))]
    less = commission(
        number,
        Money(change, currency),
        state=CommissionState.TO_APPROVE if change < 0 else CommissionState.WAITING,
        revision=1,
        cause=Cause.RECALCULATED,
    )
    written = cancelling.netted(less, [first]) if change < 0 else cancelling.Written(less)
    rows = {id(first): first} | {id(one.before): one.after for one in written.cancels}
    lines = [statements.line_of(one, str(number)) for one in (*rows.values(), written.row)]
    last = lines[-1]
    if last.state is CommissionState.TO_APPROVE:
        taken = draw(st.integers(0, -last.moves))
        lines[-1] = replace(last, state=draw(st.sampled_from(TAKES)), taken=taken)
    return lines


def commission(number: int, amount: Money, **changes) -> Commission:
    one = Commission(
        recipient_id="10000001",
        kind=SchemeKind.FIXED,
        server_id="mt5",
        deal_id=str(number),
        client_id="20000001",
        account_id="acc_1",
        login=5001,
        symbol="EURUSD",
        lots="1",
        closed_at=AT,
        earned_at=AT,
        level=1,
        state=CommissionState.PAID,
        amount=amount,
    )
    return replace(one, **changes)


@given(st.lists(deals(), max_size=30))
def test_where_it_stands_adds_up_to_what_it_comes_to(found):
    lines = [one for each in found for one in each]
    summary = statements.summed(lines)
    for one in summary.figures:
        mine = [each for each in lines if each.amount and each.amount.currency == one.currency]
        assert one.total == sum(each.moves for each in mine)
        assert one.received + one.open + one.refused + one.waived == one.total
        for shares in (summary.by_kind, summary.by_account):
            parts = [share for share in shares if share.currency == one.currency]
            assert sum(share.total for share in parts) == one.total
            assert sum(share.earned for share in parts) == one.earned
            assert sum(share.adjusted for share in parts) == one.adjusted


@given(st.lists(deals(), max_size=20), st.randoms())
def test_the_order_of_lines_changes_no_figure(found, random):
    lines = [one for each in found for one in each]
    before = statements.summed(lines)
    random.shuffle(lines)
    assert statements.summed(lines) == before


def test_a_deal_is_counted_once_however_many_lines_it_has():
    summary = statements.summed(
        [
            line(),
            line(kind=SchemeKind.FLEXIBLE, amount=100),
            line(amount=-50, revision=1, state=CommissionState.TAKEN, taken=50),
            line("mt5~2", None, state=CommissionState.NONE),
        ]
    )
    (figures,) = summary.figures
    assert (summary.deals, summary.unpaid_deals, summary.lines) == (2, 1, 4)
    (account,) = summary.by_account
    assert (account.deals, account.lots, account.total) == (1, Decimal(1), 650)
    assert (figures.earned, figures.adjusted, figures.taken) == (700, -50, -50)
    assert (figures.received, figures.open) == (650, 0)


def test_traders_who_are_not_shown_are_one_line_at_the_end():
    summary = statements.summed(
        [line("1", client_id="", login=0, amount=900), line("2"), line("3", client_id="", login=0)]
    )
    assert [share.key for share in summary.by_account] == [("20000001", "5001"), ()]
    assert summary.by_account[-1].total == 1500


def test_a_line_tells_the_rates_of_its_receipts():
    above = partners.uplines("Bronze", "Diamond")
    plan = partners.scheme(overriding=partners.decimals("10"))
    found = partners.settled(plan, above).receipts
    told = {
        one.component: statements.line_of(commission(1, one.amount, receipts=(one,)), "mt5~1").rates
        for one in found
        if one.recipient_id == "ib2"
    }
    assert told[Component.BASIC] == (Rate(Component.BASIC, RateType.PER_LOT, Decimal(9), "USD"),)
    assert told[Component.OVERRIDING] == (Rate(Component.OVERRIDING, None, Decimal(10)),)


@pytest.mark.parametrize(
    ("first", "last", "earliest", "code"),
    [
        ("2026-03-03", "2026-03-02", None, "period_reversed"),
        ("2026-03-01", "2026-03-03", None, "period_in_future"),
        ("2025-03-01", "2026-03-02", None, "period_too_long"),
        ("2026-02-01", "2026-03-02", "2026-02-02", "period_before_reports"),
    ],
)
def test_a_period_that_cannot_be_told_is_refused_at_its_field(first, last, earliest, code):
    limit = date.fromisoformat(earliest) if earliest else None
    with pytest.raises(Invalid) as refusal:
        statements.check_period(
            date.fromisoformat(first), date.fromisoformat(last), date(2026, 3, 2), limit
        )
    assert refusal.value.code == code


@pytest.mark.parametrize("first", ["2025-03-02", "2026-03-02"])
def test_a_day_and_a_year_are_periods(first):
    statements.check_period(
        date.fromisoformat(first), date(2026, 3, 2), date(2026, 3, 2), date(2025, 3, 2)
    )

"""Pure decisions about money: spans of counters, the saga's next step, masks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.accounts.rules import moving
from chalicelib.accounts.rules.moving import Step
from chalicelib.core.forms import hidden
from chalicelib.core.money import Money
from chalicelib.funds.model.transfers import Direction, MarginNeeded, Transfer, TransferStage
from chalicelib.funds.rules import transfers as rules
from chalicelib.funds.rules.periods import counter_ranges
from chalicelib.funds.service.transfer_saga import COURSE

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SETTLING = timedelta(seconds=30)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2027, 12, 31))


@given(days, days)
def test_the_counters_of_a_span_cover_each_of_its_days_once(first: date, last: date):
    ranges = counter_ranges(first, last)
    assert len(ranges) <= 3
    covered = [day for pair in ranges for day in days_of(*pair)]
    span = (last - first).days + 1
    assert covered == [first + timedelta(days=number) for number in range(max(span, 0))]


@given(days, days)
def test_single_days_are_never_more_than_two_months_of_them(first: date, last: date):
    single = [pair for pair in counter_ranges(first, last) if pair[0].startswith("D#")]
    assert sum(len(days_of(*pair)) for pair in single) <= 61


def days_of(first: str, last: str) -> list[date]:
    """The days that the counters from ``first`` to ``last`` stand for."""
    if first.startswith("D#"):
        start, end = date.fromisoformat(first[2:]), date.fromisoformat(last[2:])
    else:
        start = date.fromisoformat(f"{first[2:]}-01")
        following = date.fromisoformat(f"{last[2:]}-28") + timedelta(days=4)
        end = following.replace(day=1) - timedelta(days=1)
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def test_a_span_without_a_beginning_begins_with_the_books():
    assert counter_ranges(None, date(2026, 3, 2)) == [
        ("M#2020-01", "M#2026-02"),
        ("D#2026-03-01", "D#2026-03-02"),
    ]


def transfer(stage: TransferStage, asked: timedelta | None = None) -> Transfer:
    return Transfer(
        id="tra_01JQZZZZZZZZZZZZZZZZZZZZZZ",
        client_id="10000001",
        direction=Direction.TO_ACCOUNT,
        amount=Money(100, "USD"),
        account_id="tac_1",
        server_id="s",
        login=1,
        submitted_at=NOON,
        changed_at=NOON,
        stage=stage,
        asked_at=None if asked is None else NOON - asked,
    )


@pytest.mark.parametrize(
    ("asked_ago", "step"),
    [(None, Step.ASK), (0, Step.WAIT), (89, Step.WAIT), (90, Step.LOOK), (900, Step.LOOK)],
)
def test_what_is_done_next_with_a_movement(asked_ago: int | None, step: Step):
    asked = None if asked_ago is None else timedelta(seconds=asked_ago)
    assert moving.step_of(transfer(TransferStage.ASKED, asked), NOON, SETTLING) is step


def test_nobody_looks_while_anybody_may_still_ask():
    assert moving.FRESH < moving.ASKING
    asked = COURSE.asked(transfer(TransferStage.STARTED), NOON)
    for second in range(int(moving.FRESH.total_seconds()) + 1):
        at = NOON + timedelta(seconds=second)
        assert moving.step_of(asked, at, SETTLING) is Step.WAIT


@pytest.mark.parametrize(
    "stage",
    [
        TransferStage.SUBMITTED,
        TransferStage.COMPLETED,
        TransferStage.REJECTED,
        TransferStage.CANCELLED,
    ],
)
def test_nothing_is_done_with_a_transfer_that_is_not_under_way(stage: TransferStage):
    assert not COURSE.is_open(transfer(stage))


def test_all_tries_of_a_transfer_have_one_operation_id():
    first = transfer(TransferStage.STARTED)
    again = COURSE.asked(COURSE.asked(first, NOON), NOON + timedelta(days=1))
    assert first.operation_id == again.operation_id == "01JQZZZZZZZZZZZZZZZZZZZZZZ"


@given(free=st.integers(-1_000, 1_000), credit=st.integers(0, 1_000), amount=st.integers(1, 1_000))
def test_only_margin_that_is_free_of_credit_can_leave(free: int, credit: int, amount: int):
    asked = [Money(minor, "USD") for minor in (amount, free, credit)]
    rules.check_margin(Direction.TO_ACCOUNT, *asked)
    if amount <= free - credit:
        rules.check_margin(Direction.FROM_ACCOUNT, *asked)
        return
    with pytest.raises(MarginNeeded) as refusal:
        rules.check_margin(Direction.FROM_ACCOUNT, *asked)
    assert not refusal.value.facts["free"].startswith("-")


@given(st.text(max_size=60))
def test_a_mask_shows_at_most_four_signs_and_never_half_of_a_text(text: str):
    mask = hidden(text)
    assert len(mask) == len(text)
    shown = len(mask) - len(mask[: len(mask) - 4]) if len(text) > 8 else 0
    assert mask == "•" * (len(text) - shown) + text[len(text) - shown :]
    assert shown * 2 < max(len(text), 1)

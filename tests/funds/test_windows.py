"""Daily windows of deposits and withdrawals: broker's time, over midnight, at clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.clock import FixedClock
from chalicelib.funds.model.deposits import DepositDraft
from chalicelib.funds.model.settings import DEPOSIT_WINDOW, WITHDRAWAL_WINDOW
from chalicelib.funds.model.windows import DailyWindow, OutsideWindow
from chalicelib.funds.model.withdrawals import WithdrawalDraft
from chalicelib.funds.rules import windows as rules
from chalicelib.funds.service import deposits, windows, withdrawals
from chalicelib.settings import public as settings
from tests.kit.funds import SYSTEM, add_client, client_actor, command, usd

ATHENS = ZoneInfo("Europe/Athens")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
DAY, NIGHT = DailyWindow("09:00", "17:30"), DailyWindow("22:00", "06:00")


@pytest.mark.parametrize(
    ("window", "at", "is_open"),
    [
        (DAY, "08:59:59", False),
        (DAY, "09:00:00", True),
        (DAY, "17:29:59", True),
        (DAY, "17:30:00", False),
        (NIGHT, "21:59:59", False),
        (NIGHT, "22:00:00", True),
        (NIGHT, "00:00:00", True),
        (NIGHT, "05:59:59", True),
        (NIGHT, "06:00:00", False),
        (DailyWindow("08:00", "08:00"), "03:00:00", True),
    ],
)
def test_a_window_is_open_from_its_first_second_to_before_its_end(
    window: DailyWindow, at: str, is_open: bool
):
    now = datetime.fromisoformat(f"2026-03-05T{at}").replace(tzinfo=ATHENS).astimezone(UTC)
    assert rules.is_open(window, now, ATHENS) is is_open


TIMES = st.times().map(lambda one: f"{one.hour:02}:{one.minute:02}")


@given(
    st.builds(DailyWindow, TIMES, TIMES),
    st.integers(0, 730 * 86_400).map(lambda one: EPOCH + timedelta(seconds=one)),
    st.sampled_from(["UTC", "Europe/Athens", "America/New_York", "Asia/Kathmandu"]),
)
def test_it_is_open_at_the_moment_from_which_it_says_it_is(
    window: DailyWindow, now: datetime, zone: str
):
    opens = rules.opens_next(window, now, ZoneInfo(zone))
    assert now < opens <= now + timedelta(days=2)
    assert rules.is_open(window, opens, ZoneInfo(zone))


@pytest.mark.usefixtures("store")
def test_outside_the_window_nothing_can_be_asked_for_and_the_refusal_says_when(clock: FixedClock):
    add_client()
    hour = clock.now().hour
    later = f"{(hour + 2) % 24:02}:00"
    window = DailyWindow(later, f"{(hour + 3) % 24:02}:00")
    settings.adopt(SYSTEM, DEPOSIT_WINDOW, window)
    settings.adopt(SYSTEM, WITHDRAWAL_WINDOW, window)
    with pytest.raises(OutsideWindow) as refused:
        deposits.submit(client_actor(), DepositDraft("card", usd("50.00"), {}), command())
    assert (refused.value.facts["opens"], refused.value.facts["zone"]) == (later, "UTC")
    with pytest.raises(OutsideWindow):
        withdrawals.submit(
            client_actor(), WithdrawalDraft(usd("50.00"), "bank_wire", "wdd_1"), command()
        )
    state = windows.state(DEPOSIT_WINDOW)
    assert state is not None
    assert state.opens_at is not None
    clock.advance(seconds=(state.opens_at - clock.now()).total_seconds())
    state = windows.state(DEPOSIT_WINDOW)
    assert state is not None
    assert state.opens_at is None


@pytest.mark.usefixtures("store", "clock")
def test_without_a_window_any_time_will_do():
    assert windows.state(DEPOSIT_WINDOW) is None
    windows.check(DEPOSIT_WINDOW)

"""Schedule expressions: when each is due next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.events.expressions import NotUnderstood, parse

START = datetime(2026, 3, 2, 9, 7, 30, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("expression", "due"),
    [
        ("rate(1 minute)", START + timedelta(minutes=1)),
        ("rate(5 minutes)", START + timedelta(minutes=5)),
        ("rate(2 hours)", START + timedelta(hours=2)),
        ("rate(1 day)", START + timedelta(days=1)),
        ("cron(* * * * ? *)", datetime(2026, 3, 2, 9, 8, tzinfo=UTC)),
        ("cron(0 * * * ? *)", datetime(2026, 3, 2, 10, 0, tzinfo=UTC)),
        ("cron(0/15 * * * ? *)", datetime(2026, 3, 2, 9, 15, tzinfo=UTC)),
        ("cron(30 2 * * ? *)", datetime(2026, 3, 3, 2, 30, tzinfo=UTC)),
        ("cron(0 8 ? * MON-FRI *)", datetime(2026, 3, 3, 8, 0, tzinfo=UTC)),
        ("cron(0 8 ? * SUN *)", datetime(2026, 3, 8, 8, 0, tzinfo=UTC)),
        ("cron(0 0 1 JAN,JUL ? *)", datetime(2026, 7, 1, 0, 0, tzinfo=UTC)),
        ("cron(0 0 29 2 ? *)", datetime(2028, 2, 29, 0, 0, tzinfo=UTC)),
        ("cron(5,10 9 2 3 ? 2026)", datetime(2026, 3, 2, 9, 10, tzinfo=UTC)),
    ],
)
def test_the_next_time_is_the_one_that_eventbridge_would_take(
    expression: str, due: datetime
) -> None:
    assert parse(expression).next_after(START) == due


@pytest.mark.parametrize(
    "expression",
    [
        "every minute",
        "rate(1 fortnight)",
        "cron(* * * *)",
        "cron(61 * * * ? *)",
        "cron(0 0 L * ? *)",
        "cron(0 0 ? * 2#1 *)",
        "cron(0 0 15W * ? *)",
    ],
)
def test_what_it_does_not_understand_is_refused(expression: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(expression)


def test_a_time_that_never_comes_is_an_error_and_not_an_endless_search() -> None:
    with pytest.raises(NotUnderstood, match="never comes true"):
        parse("cron(0 0 31 2 ? *)").next_after(START)


@given(
    minute=st.integers(0, 59),
    hour=st.integers(0, 23),
    after=st.datetimes(
        # Naive bounds are what this strategy asks for; it adds the time zone itself.
        datetime(2024, 1, 1),  # noqa: DTZ001
        datetime(2030, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
)
def test_a_daily_time_is_always_within_a_day_and_on_its_minute(
    minute: int, hour: int, after: datetime
) -> None:
    due = parse(f"cron({minute} {hour} * * ? *)").next_after(after)
    assert timedelta(0) < due - after <= timedelta(days=1)
    assert (due.hour, due.minute, due.second) == (hour, minute, 0)

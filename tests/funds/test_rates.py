"""Exchange rates: which rule holds, crossing and mark-up, ages, and keeping what is known."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.funds.model.rates import (
    AnyDirection,
    OwnSource,
    Pair,
    RateDirection,
    RateFeed,
    RateMissing,
    RateRule,
    RateStale,
    RateSymbol,
)
from chalicelib.funds.model.settings import RATE_RULES, RATE_SOURCES
from chalicelib.funds.rules import rates as rules
from chalicelib.funds.rules.rates import Known
from chalicelib.funds.service import rate_board, rate_feeds, rates
from chalicelib.gateways.rates.ecb import EcbRates
from chalicelib.settings import public as settings
from tests.kit.funds import SYSTEM, staff_actor
from tests.simulators.ecb.kit import Simulator as Ecb
from tests.simulators.quotes.kit import Simulator as Quotes

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
DEPOSIT, WITHDRAWAL = RateDirection.DEPOSIT, RateDirection.WITHDRAWAL
PAIRS = {"EUR/USD": Decimal("1.1582"), "EUR/JPY": Decimal("178.61"), "EUR/GBP": Decimal("0.88120")}
SHEET = RateFeed("ecb", NOW, NOW, NOW, "EUR", PAIRS)
RATES = st.decimals("0.0001", "99999", places=4)


def pair(base: str, quote: str, direction: RateDirection = DEPOSIT, group: str = "vip") -> Pair:
    return Pair(base, quote, direction, group)


@pytest.mark.parametrize(
    ("base", "quote", "rate"),
    [
        ("EUR", "USD", "1.1582"),
        ("USD", "EUR", "0.8634087377"),
        ("USD", "JPY", "154.2134346"),
        ("JPY", "USD", "0.006484519344"),
        ("GBP", "USD", "1.314344076"),
    ],
)
def test_a_rate_crosses_by_way_of_the_euro_to_ten_digits(base: str, quote: str, rate: str) -> None:
    assert rules.found_in(SHEET, base, quote) == Decimal(rate)


def test_a_tie_goes_to_the_even_digit() -> None:
    pairs = {"EUR/AAA": Decimal(2), "EUR/BBB": Decimal("2.000000001")}
    assert rules.found_in(RateFeed("x", NOW, NOW, NOW, "EUR", pairs), "AAA", "BBB") == Decimal(1)
    pairs["EUR/BBB"] = Decimal("2.000000003")
    crossed = rules.found_in(RateFeed("x", NOW, NOW, NOW, "EUR", pairs), "AAA", "BBB")
    assert crossed == Decimal("1.000000002")


@given(RATES, RATES)
def test_there_and_back_loses_at_most_the_last_digits(one: Decimal, other: Decimal) -> None:
    feed = RateFeed("x", NOW, NOW, NOW, "EUR", {"EUR/AAA": one, "EUR/BBB": other})
    there, back = rules.found_in(feed, "AAA", "BBB"), rules.found_in(feed, "BBB", "AAA")
    assert there is not None
    assert back is not None
    assert abs(there * back - 1) < Decimal("1e-8")


def test_only_a_source_with_a_common_currency_is_crossed() -> None:
    own = RateFeed("own", NOW, NOW, NOW, "", PAIRS)
    assert rules.found_in(own, "USD", "JPY") is None
    assert rules.found_in(own, "USD", "EUR") == Decimal("0.8634087377")
    assert rules.found_in(SHEET, "AED", "USD") is None


@given(RATES, st.decimals("0", "99.99", places=4))
def test_a_mark_up_is_never_to_the_clients_favour(rate: Decimal, percent: Decimal) -> None:
    assert rules.with_markup(rate, percent, DEPOSIT) >= rate
    assert rules.with_markup(rate, percent, WITHDRAWAL) <= rate
    assert rules.with_markup(rate, percent, RateDirection.TRANSFER) <= rate


def test_one_and_a_half_percent_on_either_side() -> None:
    half = Decimal("1.5")
    assert rules.with_markup(Decimal("0.8634087377"), half, DEPOSIT) == Decimal("0.8763598688")
    assert rules.with_markup(Decimal("0.8634087377"), half, WITHDRAWAL) == Decimal("0.8504576066")


RULES = (
    RateRule(markup_percent=Decimal(1)),
    RateRule(group="vip", markup_percent=Decimal(2)),
    RateRule(direction=AnyDirection.WITHDRAWAL, markup_percent=Decimal(3)),
    RateRule(base="USD", markup_percent=Decimal(4)),
    RateRule(base="USD", quote="EUR", markup_percent=Decimal(5)),
    RateRule(base="USD", quote="EUR", group="vip", markup_percent=Decimal(6)),
    RateRule(base="USD", quote="EUR", group="vip", markup_percent=Decimal(7)),
)


@pytest.mark.parametrize(
    ("wanted", "percent"),
    [
        (pair("GBP", "JPY", group="standard"), 1),
        (pair("GBP", "JPY"), 2),
        (pair("GBP", "JPY", WITHDRAWAL, "standard"), 3),
        (pair("USD", "JPY", WITHDRAWAL), 4),
        (pair("USD", "EUR", group="standard"), 5),
        (pair("USD", "EUR"), 6),
        (pair("EUR", "USD"), 2),
    ],
)
def test_the_most_particular_rule_holds_and_of_two_alike_the_earlier(
    wanted: Pair, percent: int
) -> None:
    found = rules.rule_for(RULES, wanted)
    assert found is not None
    assert found.markup_percent == percent


def test_a_quote_carries_all_that_made_it() -> None:
    known = Known(RateRule(markup_percent=Decimal("1.5")), 4, SHEET)
    found = rules.quoted(pair("USD", "EUR"), known, NOW + timedelta(hours=2))
    assert (found.source, found.as_of, found.at) == ("ecb", NOW, NOW + timedelta(hours=2))
    assert (found.quoted, found.rate) == (Decimal("0.8634087377"), Decimal("0.8763598688"))
    assert found.rules_version == 4


def test_equal_currencies_need_no_rule() -> None:
    found = rules.quoted(pair("USD", "USD"), Known(None, 0, None), NOW)
    assert (found.source, found.rate) == ("par", 1)


@pytest.mark.parametrize("known", [Known(None, 1, None), Known(RateRule(), 1, None)])
def test_without_a_rule_or_a_reading_the_rate_is_missing(known: Known) -> None:
    with pytest.raises(RateMissing) as refused:
        rules.quoted(pair("USD", "AED"), known, NOW)
    assert refused.value.facts == {"base": "USD", "quote": "AED", "direction": "deposit"}


def test_a_rate_is_good_to_the_last_moment_of_its_age_and_then_stale() -> None:
    known = Known(RateRule(max_age_hours=24), 1, SHEET)
    assert rules.quoted(pair("USD", "EUR"), known, NOW + timedelta(hours=24)).rate
    with pytest.raises(RateStale) as refused:
        rules.quoted(pair("USD", "EUR"), known, NOW + timedelta(hours=24, seconds=1))
    assert (refused.value.facts["age_hours"], refused.value.facts["source"]) == (24, "ecb")


def test_a_manual_rate_never_ages_and_gets_its_mark_up() -> None:
    rule = RateRule(base="USD", quote="AED", manual="3.6725", markup_percent=Decimal(1))
    found = rules.quoted(pair("USD", "AED"), Known(rule, 1, None), NOW)
    assert (found.source, found.rate) == ("manual", Decimal("3.709225"))


@pytest.mark.parametrize(
    "rule", [{"manual": "1"}, {"base": "USD", "manual": "1"}, {"base": "A" * 3, "manual": "0"}]
)
def test_a_manual_rate_is_of_two_named_currencies_and_more_than_nothing(
    rule: dict[str, str],
) -> None:
    with pytest.raises(ValueError, match="rate"):
        RateRule(**rule)  # type: ignore[arg-type]


# ---- sources, on a real store


@pytest.fixture(scope="module")
def ecb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecb]:
    simulator = Ecb(tmp_path_factory.mktemp("ecb"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture(scope="module")
def quotes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quotes]:
    simulator = Quotes(tmp_path_factory.mktemp("quotes"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def bank(ecb: Ecb, store: None, clock: FixedClock) -> Iterator[Ecb]:
    """The bank's rates of the day before, and rules that use them."""
    yesterday = (clock.now() - timedelta(days=1)).date()
    ecb.set(today=yesterday.isoformat(), fault="")
    settings.adopt(SYSTEM, RATE_RULES, (RateRule(markup_percent=Decimal(1)),))
    with ports.use(rate_source=EcbRates(ecb.file_url)):
        yield ecb


def refresh() -> rate_feeds.Refreshed:
    return rate_feeds.refresh_due(SYSTEM, lambda: 55.0)


def test_rates_come_from_the_last_reading_until_the_next_is_due(
    bank: Ecb, clock: FixedClock
) -> None:
    assert refresh().fetched == ("ecb",)
    first = rates.quote("USD", "EUR", DEPOSIT, "standard")
    assert refresh() == rate_feeds.Refreshed((), ())
    clock.advance(hours=1)
    assert refresh().fetched == ("ecb",)
    assert rates.quote("USD", "EUR", DEPOSIT, "standard").quoted == first.quoted


def test_a_failing_source_keeps_what_it_said_and_tells_why(bank: Ecb, clock: FixedClock) -> None:
    refresh()
    bank.set(fault="garbled")
    clock.advance(hours=2)
    assert refresh().failed == ("ecb",)
    assert rates.quote("USD", "EUR", DEPOSIT, "standard").source == "ecb"
    feed = rate_feeds.states()[0].feed
    assert feed is not None
    assert feed.problem is not None
    assert feed.problem.startswith("broken")
    clock.advance(days=6)
    with pytest.raises(RateStale):
        rates.quote("USD", "EUR", DEPOSIT, "standard")


def test_a_source_that_never_answered_is_a_missing_rate(bank: Ecb) -> None:
    bank.set(fault="unavailable")
    refresh()
    with pytest.raises(RateMissing):
        rates.quote("USD", "EUR", DEPOSIT, "standard")


def test_a_test_asks_at_once_keeps_the_answer_and_refuses_unknown_names(bank: Ecb) -> None:
    state = rate_feeds.test(staff_actor(), "ecb")
    assert state.feed is not None
    assert state.feed.pairs
    assert rates.quote("USD", "EUR", DEPOSIT, "standard")
    with pytest.raises(NotFound):
        rate_feeds.test(staff_actor(), "nobody")


def test_an_own_source_serves_the_rules_that_name_it(bank: Ecb, quotes: Quotes) -> None:
    quotes.set(key="", fault="")
    symbol = RateSymbol("USDTUSD.m", "USDT", "USD")
    settings.adopt(SYSTEM, RATE_SOURCES, (OwnSource("house", quotes.url, symbols=(symbol,)),))
    own = RateRule(base="USD", quote="AED", source="house")
    settings.adopt(SYSTEM, RATE_RULES, (RateRule(), own, RateRule(base="USDT", source="house")))
    assert refresh().fetched == ("ecb", "house")
    assert rates.quote("USD", "AED", DEPOSIT, "standard").source == "house"
    assert rates.quote("USDT", "USD", WITHDRAWAL, "standard").rate == Decimal("0.9994")
    assert rates.quote("USD", "EUR", DEPOSIT, "standard").source == "ecb"


def test_a_source_that_no_rule_names_is_left_alone(bank: Ecb, quotes: Quotes) -> None:
    settings.adopt(SYSTEM, RATE_SOURCES, (OwnSource("house", quotes.url),))
    assert refresh().fetched == ("ecb",)
    assert [(one.id, one.is_used) for one in rate_feeds.states()] == [
        ("ecb", True),
        ("house", False),
    ]


def test_the_board_shows_every_pair_with_its_rate_or_its_refusal(bank: Ecb) -> None:
    settings.adopt(
        SYSTEM, RATE_RULES, (RateRule(), RateRule(base="USD", quote="AED", source="none"))
    )
    refresh()
    found = {(one.pair.base, one.pair.quote): one for one in rate_board.board(DEPOSIT, "standard")}
    assert set(found) == {("USD", "EUR"), ("EUR", "USD"), ("USD", "AED"), ("EUR", "AED")}
    assert found["USD", "EUR"].quote is not None
    refusal = found["USD", "AED"].refusal
    assert isinstance(refusal, RateMissing)


def test_an_amount_in_the_base_currency_is_rounded_up_and_left_alone_without_a_rate(
    bank: Ecb,
) -> None:
    rule = RateRule(base="EUR", quote="USD", manual="1.15825")
    settings.adopt(SYSTEM, RATE_RULES, (rule,))
    euros = Money.parse("10.01", "EUR")
    assert str(rates.in_base(euros, "USD", DEPOSIT, "standard")) == "11.60"
    assert rates.in_base(euros, "GBP", DEPOSIT, "standard") == euros


def test_two_sources_cannot_share_a_name(store: None) -> None:
    with pytest.raises(Exception, match="two sources of one name"):
        settings.adopt(SYSTEM, RATE_SOURCES, (OwnSource("a", "https://a.b"),) * 2)

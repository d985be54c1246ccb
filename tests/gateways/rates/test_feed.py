"""Rates of the broker's own: asked for with the key, read exactly, or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.rates.feed import FeedRates, read_rates
from tests.simulators.quotes.kit import Simulator

SYMBOLS = {"USDTUSD.m": ("USDT", "USD")}


@pytest.fixture(scope="module")
def quotes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("quotes"))
    simulator.start()
    yield simulator
    simulator.stop()


def source(quotes: Simulator, key: str | None = None) -> FeedRates:
    return FeedRates("own", quotes.url, key, SYMBOLS)


def test_rates_are_read_exactly_whether_numbers_or_text(quotes: Simulator) -> None:
    quotes.set(key="", fault="")
    found = source(quotes).rates()
    assert dict(found.pairs) == {
        "USD/AED": Decimal("3.6725"),
        "EUR/USD": Decimal("1.1582"),
        "USDT/USD": Decimal("0.9994"),
        "BTC/USD": Decimal("96410.55"),
    }
    assert found.as_of is None


def test_the_key_goes_in_its_header_and_without_it_nothing_is_told(quotes: Simulator) -> None:
    quotes.set(key="k-1", fault="")
    assert source(quotes, "k-1").rates().pairs
    for wrong in (None, "k-2"):
        with pytest.raises(VendorUnavailable) as refused:
            source(quotes, wrong).rates()
        assert refused.value.facts["reason"] == "broken"


@pytest.mark.parametrize("fault", ["unavailable", "garbled", "drop"])
def test_a_failing_source_is_unavailable(quotes: Simulator, fault: str) -> None:
    quotes.set(key="", fault=fault)
    with pytest.raises(VendorUnavailable):
        source(quotes).rates()


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"{}",
        b'{"rates": []}',
        b'{"rates": {}}',
        b'{"rates": {"USDCHF": "-1"}}',
        b'{"rates": {"USDCHF": 0}}',
        b'{"rates": {"USDCHF": true}}',
        b'{"rates": {"USDCHF": null}}',
        b'{"rates": {"USDCHF": "1e3"}}',
        b'{"rates": {"USDCHF": NaN}}',
        b'{"rates": {"USDCHF": "0.9"}, "time": "soon"}',
        b'{"rates": {"UNKNOWN SYMBOL": "0.9"}}',
    ],
)
def test_what_is_not_plainly_rates_is_not_read(document: bytes) -> None:
    with pytest.raises(VendorUnavailable) as refused:
        read_rates("own", document, {})
    assert refused.value.facts["reason"] == "broken"


@pytest.mark.parametrize("symbol", ["EURUSD", "EUR/USD", "EUR-USD", "EUR_USD"])
def test_plain_symbols_are_understood(symbol: str) -> None:
    document = f'{{"rates": {{"{symbol}": 1.08}}, "time": "2026-03-05T12:00:00+01:00"}}'.encode()
    found = read_rates("own", document, {})
    assert dict(found.pairs) == {"EUR/USD": Decimal("1.08")}
    assert found.as_of == datetime(2026, 3, 5, 11, tzinfo=UTC)


def test_a_number_keeps_digits_that_no_float_has() -> None:
    found = read_rates("own", b'{"rates": {"EURUSD": 1.100000000000000001}}', {})
    assert found.pairs["EUR/USD"] == Decimal("1.100000000000000001")

"""The ECB's file: read whole and sound, or not at all; fetched from the simulator."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.rates.ecb import EcbRates, read_sheet
from infra.simulators.ecb.calendar import newest_at, newest_on
from infra.simulators.ecb.sheet import file_of
from tests.simulators.ecb.kit import Simulator, free_port

REAL = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject>
<Cube><Cube time="2026-03-02"><Cube currency="USD" rate="1.1582"/>
<Cube currency='JPY' rate='178.61'/></Cube></Cube></gesmes:Envelope>"""


@pytest.fixture(scope="module")
def ecb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("ecb"))
    simulator.start()
    yield simulator
    simulator.stop()


def test_a_file_is_read_exactly_with_either_kind_of_quotes() -> None:
    sheet = read_sheet(REAL.encode())
    assert (sheet.as_of, sheet.base, sheet.source) == (date(2026, 3, 2), "EUR", "ecb")
    assert dict(sheet.rates) == {"USD": Decimal("1.1582"), "JPY": Decimal("178.61")}


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("1.1582", "0"),
        ("1.1582", "-1.1582"),
        ("1.1582", "1,1582"),
        ("1.1582", "1e5"),
        ("1.1582", "NaN"),
        ("1.1582", ""),
        ('currency="USD"', 'currency="usd"'),
        ('currency="USD"', ""),
        ('currency="USD"', 'currency="JPY"'),
        ('currency="USD"', 'currency="EUR"'),
        ("2026-03-02", "yesterday"),
        ('time="2026-03-02"', ""),
        ("eurofxref", "another"),
        ("<Cube currency='JPY' rate='178.61'/></Cube>", "</Cube><Cube time='2026-03-01'/>"),
        ("</gesmes:Envelope>", ""),
        ("<gesmes:subject>", "<!DOCTYPE a><gesmes:subject>"),
    ],
)
def test_a_file_with_one_thing_wrong_is_not_read_at_all(part: str, instead: str) -> None:
    assert part in REAL
    with pytest.raises(VendorUnavailable) as refused:
        read_sheet(REAL.replace(part, instead).encode())
    assert refused.value.facts["reason"] == "broken"


@pytest.mark.parametrize("document", [b"", b"<html></html>", b"\xff\xfe\x00", b"{}"])
def test_something_else_than_the_file_is_not_read(document: bytes) -> None:
    with pytest.raises(VendorUnavailable):
        read_sheet(document)


def test_a_bomb_of_entities_is_not_unpacked() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    head, rest = REAL.split("\n", 1)
    with pytest.raises(VendorUnavailable):
        read_sheet(f"{head}{bomb}{rest.replace('Reference rates', '&b;')}".encode())


def test_rates_come_from_the_published_file_of_the_day(ecb: Simulator) -> None:
    ecb.set(today="2026-03-02", fault="")
    sheet = EcbRates(ecb.file_url).rates()
    assert sheet.as_of == date(2026, 3, 2)
    assert sheet == read_sheet(file_of(date(2026, 3, 2)).encode())
    assert len(sheet.rates) == 29


def test_on_a_sunday_the_sheet_is_fridays(ecb: Simulator) -> None:
    ecb.set(today="2026-03-08", fault="")
    assert EcbRates(ecb.file_url).rates().as_of == date(2026, 3, 6)


@pytest.mark.parametrize("fault", ["unavailable", "garbled", "drop", "doctype"])
def test_a_failing_bank_is_unavailable(ecb: Simulator, fault: str) -> None:
    ecb.set(today="2026-03-02", fault=fault)
    with pytest.raises(VendorUnavailable):
        EcbRates(ecb.file_url).rates()


def test_a_wrong_address_is_unavailable(ecb: Simulator) -> None:
    ecb.set(today="2026-03-02", fault="")
    with pytest.raises(VendorUnavailable):
        EcbRates(ecb.file_url + "x").rates()
    with pytest.raises(VendorUnavailable):
        EcbRates(f"http://127.0.0.1:{free_port()}/file.xml").rates()


@pytest.mark.parametrize(
    ("asked", "published"),
    [
        ("2026-04-06", "2026-04-02"),
        ("2026-05-01", "2026-04-30"),
        ("2026-12-26", "2026-12-24"),
        ("2027-01-01", "2026-12-31"),
        ("2026-03-02", "2026-03-02"),
    ],
)
def test_holidays_have_no_file(asked: str, published: str) -> None:
    assert newest_on(date.fromisoformat(asked)) == date.fromisoformat(published)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 3, 3, 14, 59, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 3, 15, 0, tzinfo=UTC), date(2026, 3, 3)),
        (datetime(2026, 7, 7, 14, 0, tzinfo=UTC), date(2026, 7, 7)),
    ],
)
def test_the_file_changes_at_four_in_frankfurt(now: datetime, day: date) -> None:
    assert newest_at(now) == day


def test_the_set_date_survives_a_restart_and_nonsense_is_refused(tmp_path: Path) -> None:
    simulator = Simulator(tmp_path)
    simulator.start()
    simulator.set(today="2026-03-02", fault="")
    assert simulator.try_to_set({"today": "soon"}) == 400
    assert simulator.try_to_set({"fault": "flood"}) == 400
    simulator.stop()
    simulator.start()
    assert EcbRates(simulator.file_url).rates().as_of == date(2026, 3, 2)
    simulator.stop()

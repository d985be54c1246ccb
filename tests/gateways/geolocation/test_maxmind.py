"""Cities from a database in MaxMind's format; and what happens without one."""

import io
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from chalicelib import ports
from chalicelib.gateways.geolocation import maxmind
from chalicelib.ports import checks
from tests.kit import mmdb

CITIES = {"203.0.113.0/24": ("Perth", "AU"), "198.51.100.0/25": ("Zürich", "CH")}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return mmdb.write(tmp_path / "cities.mmdb", CITIES)


@pytest.mark.parametrize(
    ("ip", "city"),
    [
        ("203.0.113.7", "Perth, AU"),
        ("198.51.100.127", "Zürich, CH"),
        ("198.51.100.128", ""),
        ("8.8.8.8", ""),
        ("2001:db8::1", ""),
        ("", ""),
        ("no address", ""),
    ],
)
def test_an_address_is_in_the_city_of_its_network(database: Path, ip: str, city: str):
    assert maxmind.opened(database).city(ip) == city


@pytest.mark.parametrize("content", [None, b"", b"no database at all"])
def test_without_a_good_file_no_city_is_known(tmp_path: Path, content: bytes | None):
    path = tmp_path / "cities.mmdb"
    if content is not None:
        path.write_bytes(content)
    assert maxmind.opened(path).city("203.0.113.7") == ""


class _Bucket:
    """As much of S3 as the adapter asks for."""

    def __init__(self, content: bytes | None) -> None:
        self.content = content

    def get_object(self, **asked: str) -> dict[str, object]:
        if self.content is None:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        return {"Body": _Body(self.content)}


class _Body(io.BytesIO):
    def iter_chunks(self, size: int) -> list[bytes]:
        return [self.read()]


def test_a_database_in_the_bucket_is_fetched(database: Path):
    bucket = _Bucket(database.read_bytes())
    assert maxmind.fetched(bucket, "uploads", "geo/cities.mmdb").city("203.0.113.7") == "Perth, AU"


def test_an_empty_bucket_knows_no_city():
    assert maxmind.fetched(_Bucket(None), "uploads", "geo/cities.mmdb").city("203.0.113.7") == ""


def test_the_configuration_says_where_the_file_is(database: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAIRLEAD_GEO_DATABASE", str(database))
    assert _built_anew("203.0.113.7") == "Perth, AU"
    monkeypatch.delenv("FAIRLEAD_GEO_DATABASE")
    assert _built_anew("203.0.113.7") == ""


def _built_anew(ip: str) -> str:
    with ports.use():
        ports._Current.ports.gateways.pop("geolocator", None)
        return checks.geolocator().city(ip)

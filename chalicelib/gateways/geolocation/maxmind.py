"""Cities from a database file in MaxMind's format (GeoLite2 City, DB-IP City Lite and their like).

Owns: reading one file, which is brought from the bucket once per process where it lies there.
Refuses to stand in anybody's way: a file that cannot be had or read knows no cities, and the log
says so once. Source: the MaxMind DB file format specification 2.0.
"""

import logging
import tempfile
from pathlib import Path
from typing import Any

import maxminddb
from botocore.exceptions import BotoCoreError, ClientError
from maxminddb.errors import InvalidDatabaseError

from chalicelib.gateways.geolocation.port import Geolocator, Nowhere

_log = logging.getLogger(__name__)
_NAMES_IN = "en"


class CityDatabase:
    """A `Geolocator` over one file."""

    def __init__(self, reader: maxminddb.Reader) -> None:
        self._reader = reader

    def city(self, ip: str) -> str:
        """See `Geolocator.city`."""
        try:
            found = self._reader.get(ip)
        except (ValueError, InvalidDatabaseError):
            return ""  # no address, or one of a family that the file does not cover
        if not isinstance(found, dict):
            return ""
        name = _member(_member(found.get("city")).get("names")).get(_NAMES_IN)
        country = _member(found.get("country")).get("iso_code")
        return ", ".join(str(part) for part in (name, country) if part) if name else ""


def _member(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def opened(path: Path) -> Geolocator:
    """The database in a local file; `Nowhere` if it is none."""
    try:
        return CityDatabase(maxminddb.open_database(path))
    except (OSError, InvalidDatabaseError) as fault:
        _log.warning("no city database: %s", type(fault).__name__)
        return Nowhere()


def fetched(client: Any, bucket: str, key: str) -> Geolocator:
    """The database in an object of a bucket; `Nowhere` if there is none."""
    path = Path(tempfile.gettempdir()) / "fairlead-cities.mmdb"
    try:
        answer = client.get_object(Bucket=bucket, Key=key)
        with path.open("wb") as file:
            for piece in answer["Body"].iter_chunks(1 << 20):
                file.write(piece)
    except (ClientError, BotoCoreError, OSError) as fault:
        _log.warning("no city database in the bucket: %s", type(fault).__name__)
        return Nowhere()
    return opened(path)

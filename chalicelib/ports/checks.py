"""Who verifies identities, and who knows where network addresses are."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.ports import clock, gateway
from chalicelib.storage import aws, secrets

if TYPE_CHECKING:
    from chalicelib.gateways.geolocation.port import Geolocator
    from chalicelib.gateways.kyc.port import IdentityVerifier


def identity_verifier(name: str) -> "IdentityVerifier":
    """The gateway to a vendor that verifies identities; today there is ``sumsub``.

    Raises:
        LookupError: no adapter of that name.
    """

    def build() -> "IdentityVerifier":
        from chalicelib.gateways.kyc.sumsub import (  # noqa: PLC0415 - pays for itself
            BASE_URL,
            Sumsub,
        )

        keys = secrets.secret(name)
        return Sumsub(
            keys["app_token"],
            keys["secret_key"],
            keys["webhook_secret"],
            clock(),
            base_url=keys.get("base_url", BASE_URL),
        )

    if name != "sumsub":
        raise LookupError(f"no adapter for {name}")
    return gateway(f"identity_verifier.{name}", build)


def geolocator() -> "Geolocator":
    """Who knows where network addresses are, if the broker has supplied a database.

    ``FAIRLEAD_GEO_DATABASE`` is a file's path, or ``uploads:`` and a key in that bucket.
    """

    def build() -> "Geolocator":
        # Imported here so that only signing in pays for the reader.
        from chalicelib.gateways.geolocation import maxmind, port  # noqa: PLC0415

        where = os.environ.get("FAIRLEAD_GEO_DATABASE", "")
        bucket, _, key = where.rpartition(":")
        if not where:
            return port.Nowhere()
        if bucket:
            return maxmind.fetched(aws.client("s3"), aws.resource(bucket), key)
        return maxmind.opened(Path(where))

    return gateway("geolocator", build)

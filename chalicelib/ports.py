"""The one place of assembly: the clock, ids, units of work and gateways that use cases ask for.

Everything is built at its first use, so that a handler pays only for what it needs. Tests,
demonstrations and replays put their own clock, ids or gateways in with `use`.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib.core.actor import Actor
from chalicelib.core.clock import Clock, SystemClock
from chalicelib.core.ids import Ids, RandomIds
from chalicelib.core.nouns import dataclass
from chalicelib.storage import aws, secrets
from chalicelib.storage import unit as units
from chalicelib.storage.unit import Unit

if TYPE_CHECKING:
    from chalicelib.gateways.files.exports import ExportFiles
    from chalicelib.gateways.files.port import FileStore
    from chalicelib.gateways.geolocation.port import Geolocator
    from chalicelib.gateways.kyc.port import IdentityVerifier
    from chalicelib.gateways.messaging.port import Mailer, SmtpEndpoint
    from chalicelib.gateways.payments.btcpay_client import BtcpayStore
    from chalicelib.gateways.payments.open_psp import OpenPsp, OpenPspAccount
    from chalicelib.gateways.payments.payout_port import PayoutProvider
    from chalicelib.gateways.payments.port import PaymentProvider, RefundingProvider
    from chalicelib.gateways.phone.port import Phones
    from chalicelib.gateways.rates.port import PairSource, RateSource
    from chalicelib.gateways.trading.connection import Connection
    from chalicelib.gateways.trading.port import TradingServer
    from chalicelib.gateways.typesetting.port import Typesetter

T = TypeVar("T")


@dataclass(frozen=True)
class _Ports:
    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=RandomIds)
    gateways: dict[str, Any] = field(default_factory=dict)


class _Current:
    """What is plugged in at present."""

    ports = _Ports()


def now() -> datetime:
    """The present moment."""
    return _Current.ports.clock.now()


def ids() -> Ids:
    """The source of ids and secrets."""
    return _Current.ports.ids


def transact(actor: Actor, work: Callable[[Unit], T]) -> T:
    """Read, decide and write once, as `chalicelib.storage.unit.transact` describes."""
    return units.transact(actor, now, ids(), work)


@contextmanager
def use(*, clock: Clock | None = None, ids: Ids | None = None, **gateways: Any) -> Iterator[None]:
    """Plug in another clock, ids or gateways (``mailer=…``) until the block ends."""
    before = _Current.ports
    _Current.ports = replace(
        before,
        clock=clock or before.clock,
        ids=ids or before.ids,
        gateways=before.gateways | gateways,
    )
    try:
        yield
    finally:
        _Current.ports = before


def _gateway(name: str, build: Callable[[], T]) -> T:
    gateways = _Current.ports.gateways
    if name not in gateways:
        gateways[name] = build()
    built: T = gateways[name]
    return built


def trading_server(server_id: str, connection: "Connection") -> "TradingServer":
    """The gateway to a trading server; one per process, another when ``connection`` changes."""

    def build() -> "TradingServer":
        # Imported here so that only handlers that reach a trading server pay for the adapter.
        from chalicelib.gateways.trading.adapters import connected  # noqa: PLC0415

        password = str(secrets.secret(connection.secret_name)["manager_password"])
        return connected(connection, password, _Current.ports.clock)

    name, gateways = f"trading_server.{server_id}", _Current.ports.gateways
    if gateways.setdefault(f"{name}.connection", connection) != connection:
        gateways[f"{name}.connection"] = connection
        gateways.pop(name, None)
    return _gateway(name, build)


def files() -> "FileStore":
    """Where files are kept."""

    def build() -> "FileStore":
        from chalicelib.gateways.files.s3 import S3FileStore  # noqa: PLC0415 - pays for itself

        return S3FileStore(
            aws.client("s3"),
            aws.resource("uploads"),
            _Current.ports.clock,
            ids(),
            awaits_scan=os.environ.get("FAIRLEAD_MALWARE_SCAN") == "guardduty",
        )

    return _gateway("files", build)


def export_files() -> "ExportFiles":
    """Where exports are kept."""

    def build() -> "ExportFiles":
        from chalicelib.gateways.files.exports import S3ExportFiles  # noqa: PLC0415 - as above

        return S3ExportFiles(aws.client("s3"), aws.resource("exports"))

    return _gateway("export_files", build)


def typesetter() -> "Typesetter":
    """Who sets documents as PDF."""

    def build() -> "Typesetter":
        from chalicelib.gateways.typesetting.typst import (  # noqa: PLC0415 - pays for itself
            TypstTypesetter,
        )

        return TypstTypesetter()

    return _gateway("typesetter", build)


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

    return _gateway("geolocator", build)


def payment_provider(name: str) -> "PaymentProvider":
    """The gateway to a payment service provider that clients pay through.

    Raises:
        LookupError: no adapter of that name.
    """
    adapters: dict[str, Callable[[], PaymentProvider]] = {"stripe": _stripe, "btcpay": _btcpay}
    if name not in adapters:
        raise LookupError(f"no adapter for {name}")
    return _gateway(f"payment_provider.{name}", adapters[name])


def open_psp(account: "OpenPspAccount") -> "OpenPsp":
    """The gateway to an integration of the broker's own, as it is set up at this moment."""

    def build() -> "OpenPsp":
        from chalicelib.gateways.payments.open_psp import OpenPsp  # noqa: PLC0415 - as above

        return OpenPsp(account)

    name, gateways = f"open_psp.{account.provider}", _Current.ports.gateways
    if gateways.setdefault(f"{name}.account", account) != account:
        gateways[f"{name}.account"] = account
        gateways.pop(name, None)
    return _gateway(name, build)


def refunding_provider(name: str) -> "RefundingProvider":
    """The gateway to a payment service provider that sends payments back.

    Raises:
        LookupError: the provider of that name cannot, or there is none.
    """
    if name != "stripe":
        raise LookupError(f"{name} makes no refunds")
    return _gateway("payment_provider.stripe", _stripe)


def payout_provider(name: str) -> "PayoutProvider":
    """The gateway to a payment service provider that pays clients.

    Raises:
        LookupError: the provider of that name cannot, or there is none.
    """

    def build() -> "PayoutProvider":
        from chalicelib.gateways.payments.btcpay_payouts import (  # noqa: PLC0415 - as above
            BtcpayPayouts,
        )

        return BtcpayPayouts(_btcpay_store())

    if name != "btcpay":
        raise LookupError(f"{name} makes no payouts")
    return _gateway("payout_provider.btcpay", build)


def _stripe() -> "RefundingProvider":
    from chalicelib.gateways.payments.stripe import (  # noqa: PLC0415 - pays for itself
        BASE_URL,
        StripeCheckout,
    )

    keys = secrets.secret("stripe")
    return StripeCheckout(
        keys["api_key"], keys["webhook_secret"], base_url=keys.get("base_url", BASE_URL)
    )


def _btcpay() -> "PaymentProvider":
    from chalicelib.gateways.payments.btcpay import Btcpay  # noqa: PLC0415 - pays for itself

    return Btcpay(_btcpay_store(), _Current.ports.clock)


def _btcpay_store() -> "BtcpayStore":
    from chalicelib.gateways.payments.btcpay_client import (  # noqa: PLC0415 - pays for itself
        BtcpayStore,
    )

    keys = secrets.secret("btcpay")
    return BtcpayStore(keys["base_url"], keys["store_id"], keys["api_key"], keys["webhook_secret"])


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
            _Current.ports.clock,
            base_url=keys.get("base_url", BASE_URL),
        )

    if name != "sumsub":
        raise LookupError(f"no adapter for {name}")
    return _gateway(f"identity_verifier.{name}", build)


def mailer(sender: str, reply_to: str = "", smtp: "SmtpEndpoint | None" = None) -> "Mailer":
    """Whoever delivers e-mail for ``sender`` (``Name <address>``); answers go to ``reply_to``.

    With ``smtp`` it is that server, signed in to by the secret of that name; else Amazon SES.
    """

    def over_ses() -> "Mailer":
        from chalicelib.gateways.messaging.ses import SesMailer  # noqa: PLC0415 - pays for itself

        return SesMailer(
            aws.client("sesv2"),
            sender=sender,
            configuration_set=f"fairlead-{aws.stage()}",
            reply_to=reply_to or None,
        )

    if "mailer" in _Current.ports.gateways:
        plugged: Mailer = _Current.ports.gateways["mailer"]
        return plugged
    if smtp is None:
        return _gateway(f"mailer.{sender}.{reply_to}", over_ses)
    return _gateway(f"mailer.{sender}.{reply_to}.{smtp}", lambda: _smtp(smtp, sender, reply_to))


def _smtp(endpoint: "SmtpEndpoint", sender: str, reply_to: str) -> "Mailer":
    from chalicelib.gateways.messaging.smtp import (  # noqa: PLC0415 - pays for itself
        Credentials,
        SmtpMailer,
    )

    own = secrets.secret("smtp")
    return SmtpMailer(
        endpoint,
        Credentials(own["username"], own["password"], own.get("ca_bundle", "")),
        _Current.ports.clock,
        sender=sender,
        reply_to=reply_to or None,
    )


def phones(verify_service: str, sender: str) -> "Phones":
    """Whoever proves phone numbers and carries texts, with the services that the broker chose."""

    def build() -> "Phones":
        from chalicelib.gateways.phone.twilio import (  # noqa: PLC0415 - pays for itself
            API_URL,
            VERIFY_URL,
            TwilioAccount,
            TwilioPhones,
        )

        keys = secrets.secret("twilio")
        account = TwilioAccount(
            account_sid=keys["account_sid"],
            auth_token=keys["auth_token"],
            key=keys.get("key") or keys["account_sid"],
            key_secret=keys.get("key_secret") or keys["auth_token"],
            verify_service=verify_service,
            sender=sender,
        )
        return TwilioPhones(
            account,
            verify_url=keys.get("verify_url", VERIFY_URL),
            api_url=keys.get("api_url", API_URL),
        )

    return _gateway(f"phones.{verify_service}.{sender}", build)


def desk_url() -> str:
    """Where staff find the back office, without a slash at the end."""
    return os.environ.get("FAIRLEAD_DESK_URL", "http://localhost:8601").rstrip("/")


def portal_url() -> str:
    """Where clients find the portal, without a slash at the end."""
    return os.environ.get("FAIRLEAD_PORTAL_URL", "http://localhost:8600").rstrip("/")


def rate_source() -> "RateSource":
    """Where reference rates come from: the European Central Bank's daily sheet."""

    def build() -> "RateSource":
        from chalicelib.gateways.rates.ecb import URL, EcbRates  # noqa: PLC0415 - pays for itself

        return EcbRates(os.environ.get("FAIRLEAD_ECB_URL", URL))

    return _gateway("rate_source", build)


def own_rate_source(
    source_id: str, url: str, symbols: Mapping[str, tuple[str, str]], *, keyed: bool
) -> "PairSource":
    """An address of the broker's own that answers rates, by the settings of this moment.

    Its key is ``key`` in the secret ``rates-{id}``.
    """
    from chalicelib.gateways.rates.feed import FeedRates  # noqa: PLC0415 - pays for itself

    key = str(secrets.secret(f"rates-{source_id}")["key"]) if keyed else None
    return FeedRates(source_id, url, key, symbols)

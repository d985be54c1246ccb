"""Payment service providers: who takes money from clients, sends it back and pays it out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from chalicelib.ports import clock, gateway, gateway_by
from chalicelib.storage import secrets

if TYPE_CHECKING:
    from chalicelib.gateways.payments.btcpay_client import BtcpayStore
    from chalicelib.gateways.payments.open_psp import OpenPsp, OpenPspAccount
    from chalicelib.gateways.payments.payout_port import PayoutProvider
    from chalicelib.gateways.payments.port import PaymentProvider, RefundingProvider


def payment_provider(name: str) -> "PaymentProvider":
    """The gateway to a payment service provider that clients pay through.

    Raises:
        LookupError: no adapter of that name.
    """
    adapters: dict[str, Callable[[], PaymentProvider]] = {"stripe": _stripe, "btcpay": _btcpay}
    if name not in adapters:
        raise LookupError(f"no adapter for {name}")
    return gateway(f"payment_provider.{name}", adapters[name])


def open_psp(account: "OpenPspAccount") -> "OpenPsp":
    """The gateway to an integration of the broker's own, as it is set up at this moment."""

    def build() -> "OpenPsp":
        from chalicelib.gateways.payments.open_psp import OpenPsp  # noqa: PLC0415 - as above

        return OpenPsp(account)

    return gateway_by(account, f"open_psp.{account.provider}", build)


def refunding_provider(name: str) -> "RefundingProvider":
    """The gateway to a payment service provider that sends payments back.

    Raises:
        LookupError: the provider of that name cannot, or there is none.
    """
    if name != "stripe":
        raise LookupError(f"{name} makes no refunds")
    return gateway("payment_provider.stripe", _stripe)


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
    return gateway("payout_provider.btcpay", build)


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

    return Btcpay(_btcpay_store(), clock())


def _btcpay_store() -> "BtcpayStore":
    from chalicelib.gateways.payments.btcpay_client import (  # noqa: PLC0415 - pays for itself
        BtcpayStore,
    )

    keys = secrets.secret("btcpay")
    return BtcpayStore(keys["base_url"], keys["store_id"], keys["api_key"], keys["webhook_secret"])

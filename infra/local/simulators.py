"""The one table of vendor simulators that run beside the stack.

Owns which there are and how each is started: `python -m infra.simulators.<name>` with a port and
a folder for its state. To add one, add a line. Its address reaches the application and the
demonstration data as the environment variable `FAIRLEAD_<NAME>_URL`.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass

from infra.local.layout import HOST, Layout
from infra.local.processes import Child

# Known to the stack alone; a simulator takes no other, and no real vendor takes these.
STRIPE_API_KEY = "sk_test_fairlead_laptop"
STRIPE_WEBHOOK_SECRET = "whsec_fairlead_laptop"  # noqa: S105 - a secret of nothing

BTCPAY_API_KEY = "btcpay-key-of-the-laptop"
BTCPAY_STORE_ID = "FairleadLaptopStore"
BTCPAY_WEBHOOK_SECRET = "btcpay-webhooks-of-the-laptop"  # noqa: S105 - a secret of nothing

ECB_FILE = "/stats/eurofxref/eurofxref-daily.xml"

TWILIO_ACCOUNT_SID = "AC" + "f" * 32
TWILIO_AUTH_TOKEN = "fairlead-laptop-token"  # noqa: S105 - a secret of nothing
TWILIO_SERVICE_SID = "VA" + "f" * 32
TWILIO_SENDER = "+15005550006"
SUMSUB_APP_TOKEN = "sbx:fairlead-laptop"  # noqa: S105 - likewise
SUMSUB_SECRET_KEY = "sumsub-secret-of-the-laptop"  # noqa: S105 - likewise
SUMSUB_WEBHOOK_SECRET = "sumsub-webhooks-of-the-laptop"  # noqa: S105 - likewise


def _stripe(layout: Layout) -> list[str]:
    return [
        "--api-key",
        STRIPE_API_KEY,
        "--webhook-secret",
        STRIPE_WEBHOOK_SECRET,
        "--webhook-url",
        f"http://{HOST}:{layout.portal_port}/api/hooks/stripe",
    ]


def _btcpay(layout: Layout) -> list[str]:
    return [
        "--api-key",
        BTCPAY_API_KEY,
        "--store-id",
        BTCPAY_STORE_ID,
        "--webhook-secret",
        BTCPAY_WEBHOOK_SECRET,
        "--webhook-url",
        f"http://{HOST}:{layout.portal_port}/api/hooks/btcpay",
    ]


def _twilio(_layout: Layout) -> list[str]:
    return [
        "--account-sid",
        TWILIO_ACCOUNT_SID,
        "--auth-token",
        TWILIO_AUTH_TOKEN,
        "--service-sid",
        TWILIO_SERVICE_SID,
    ]


def _sumsub(layout: Layout) -> list[str]:
    return [
        "--app-token",
        SUMSUB_APP_TOKEN,
        "--secret-key",
        SUMSUB_SECRET_KEY,
        "--webhook-secret",
        SUMSUB_WEBHOOK_SECRET,
        "--webhook-url",
        f"http://{HOST}:{layout.portal_port}/api/hooks/sumsub",
    ]


@dataclass(frozen=True)
class Simulator:
    """One vendor: its package under infra/simulators and its place after the embedded AWS.

    ``path`` is where the application asks it, for a vendor that is one file.
    """

    name: str
    offset: int
    what: str
    arguments: Callable[[Layout], list[str]] = lambda _: []
    path: str = ""


SIMULATORS = (
    Simulator("mt5", 0, "MetaTrader 5 server"),
    Simulator("stripe", 1, "Stripe", _stripe),
    Simulator("ecb", 2, "European Central Bank's rates", path=ECB_FILE),
    Simulator("sumsub", 3, "Sumsub", _sumsub),
    Simulator("twilio", 4, "Twilio", _twilio),
    Simulator("btcpay", 5, "BTCPay Server", _btcpay),
    Simulator("ctrader", 7, "cTrader server"),
    Simulator("psp", 6, "Harbour Pay, by the open PSP protocol"),
)


def secrets(layout: Layout) -> dict[str, dict[str, str]]:
    """What the stack puts into the declared secrets so that the gateways meet the simulators."""
    return {
        "stripe": {
            "api_key": STRIPE_API_KEY,
            "webhook_secret": STRIPE_WEBHOOK_SECRET,
            "base_url": url(layout, SIMULATORS[1]),
        },
        "btcpay": {
            "api_key": BTCPAY_API_KEY,
            "store_id": BTCPAY_STORE_ID,
            "webhook_secret": BTCPAY_WEBHOOK_SECRET,
            "base_url": url(layout, named("btcpay")),
        },
        "sumsub": {
            "app_token": SUMSUB_APP_TOKEN,
            "secret_key": SUMSUB_SECRET_KEY,
            "webhook_secret": SUMSUB_WEBHOOK_SECRET,
            "base_url": url(layout, named("sumsub")),
        },
        "twilio": {
            "account_sid": TWILIO_ACCOUNT_SID,
            "auth_token": TWILIO_AUTH_TOKEN,
            "verify_url": url(layout, named("twilio")),
            "api_url": url(layout, named("twilio")),
        },
    }


def present() -> list[Simulator]:
    """Those that can be started as a process."""
    return [one for one in SIMULATORS if _has_main(one.name)]


def _has_main(name: str) -> bool:
    package = f"infra.simulators.{name}"
    if importlib.util.find_spec(package) is None:
        return False
    return importlib.util.find_spec(f"{package}.__main__") is not None


def named(name: str) -> Simulator:
    """One of them."""
    return next(one for one in SIMULATORS if one.name == name)


def url(layout: Layout, simulator: Simulator) -> str:
    """Where a simulator answers."""
    return f"http://{HOST}:{layout.simulator_port(simulator.offset)}"


def environment(layout: Layout) -> dict[str, str]:
    """Every simulator's address, as the application and the demonstration data look it up."""
    return {f"FAIRLEAD_{one.name.upper()}_URL": url(layout, one) + one.path for one in SIMULATORS}


def child(layout: Layout, simulator: Simulator, env: dict[str, str], *more: str) -> Child:
    """The process of one simulator; its state belongs to the stack's working generation.

    `more` arguments override those of the table.
    """
    port = layout.simulator_port(simulator.offset)
    state = layout.working / simulator.name
    state.mkdir(parents=True, exist_ok=True)
    return Child(
        name=simulator.name,
        command=[
            sys.executable,
            "-m",
            f"infra.simulators.{simulator.name}",
            "--port",
            str(port),
            "--state",
            str(state),
            *simulator.arguments(layout),
            *more,
        ],
        port=port,
        log_file=layout.log_dir / f"{simulator.name}.log",
        environment=env,
    )

"""Lin and Sam, who send each other money: what the broker allows, and what a sender accepts."""

from typing import Any

from chalicelib.core.actor import Actor
from chalicelib.core.consent import Acceptance
from chalicelib.funds.model.client_transfers import THIRD_PARTY, ThirdPartyRules
from chalicelib.funds.model.places import Place
from chalicelib.settings import public as settings
from tests.kit.funds import SYSTEM, add_client, client_actor

SAM = "10000002"
AGREED = (Acceptance("transfer-agreement", "1"),)


def two_clients() -> Actor:
    """Lin and Sam are clients; gives Lin."""
    add_client()
    add_client(SAM)
    return client_actor()


def offer(**changes: Any) -> None:
    """The broker lets clients send each other money, from and to wallets unless told else."""
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True, **changes))


def offer_accounts(**changes: Any) -> None:
    """And from and to accounts too."""
    offer(**({"sources": tuple(Place), "targets": tuple(Place)} | changes))

"""Becoming an introducing broker: the one place that follows when somebody has become one.

Four ways lead here: an approved registration, an approved wish, staff who bring in an IB, and staff
who change what a client is. Capabilities above equip new IBs with what they keep for them, in the
unit that makes somebody one, so that nobody is an IB without it.
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.clients.model import Client, ClientKind, ClientStatus
from chalicelib.core.consent import Consent
from chalicelib.core.seams import Seam
from chalicelib.storage.unit import Unit

Equip = Callable[[Unit, Client], None]
"""Given the unit and the client as they are from then on; of whoever has been one it makes none."""

EQUIPPING = Seam[Equip]("clients.equipping_ibs")
"""What capabilities above keep for every new IB."""

_IN = frozenset({ClientStatus.ACTIVE, ClientStatus.SUSPENDED})


def as_ib(client: Client, accepted: tuple[Consent, ...]) -> Client:
    """``client`` as an IB, with the consents given in asking for it; everything else stays."""
    return replace(client, kind=ClientKind.IB, consents=(*client.consents, *accepted))


def follow(unit: Unit, before: Client | None, after: Client) -> None:
    """Equip whoever was no IB before, or was not let in yet, and is one now."""
    if _is_ib(after) and not (before is not None and _is_ib(before)):
        for equip in EQUIPPING.parts():
            equip(unit, after)


def _is_ib(client: Client) -> bool:
    return client.kind is ClientKind.IB and client.status in _IN

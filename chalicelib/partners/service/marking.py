"""Noting what clients are known by, as keyed hashes, when they sign in, pay, or save an account."""

import hashlib
import hmac
from datetime import datetime

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.keeping import Run
from chalicelib.funds import public as funds
from chalicelib.funds.public import Means
from chalicelib.messages.identity import SignedIn
from chalicelib.partners.model.reviews import Mark, MarkKind
from chalicelib.partners.rules import reviews as rules
from chalicelib.partners.store import reviews as store
from chalicelib.storage.idempotency import Command
from chalicelib.storage.secrets import derived_keys
from chalicelib.storage.unit import Unit


def signed_in(actor: Actor, message: SignedIn, command: Command) -> None:
    """Note the device and the network of a client who has signed in."""
    found: list[Mark] = []
    if message.device_id:
        found += _marks(MarkKind.DEVICE, message.device_id, message.device_kind, message.at)
    if message.ip:
        found += _marks(MarkKind.NETWORK, message.ip, _shortened(message.ip), message.at)
    _note(actor, message.subject_id, found, command)


def paid(actor: Actor, client_id: str, deposit_id: str, at: datetime) -> None:
    """Note the card that paid a deposit, where one did; noting it again changes nothing."""
    card = funds.card_of(deposit_id)
    if card is not None:
        _note(actor, client_id, _of(MarkKind.CARD, card, at))


def saved(actor: Actor, client_id: str, details_id: str, at: datetime, command: Command) -> None:
    """Note the accounts that a client wants to be paid to."""
    found: list[Mark] = []
    for one in funds.accounts_of(details_id):
        found += _of(MarkKind.BANK_ACCOUNT, one, at)
    _note(actor, client_id, found, command)


def _note(actor: Actor, client_id: str, found: list[Mark], command: Command | None = None) -> None:
    def work(unit: Unit) -> None:
        before = store.marks(client_id)
        after = rules.noted(before, found)
        if after != before:
            store.put_marks(unit, before, after)
        if command is not None:
            command.settle(unit)

    ports.transact(actor, work)


def erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    """Forget what an erased client was known by."""
    run(lambda unit: store.remove_marks(unit, store.marks(client_id)))
    return None


def _of(kind: MarkKind, means: Means, at: datetime) -> list[Mark]:
    return _marks(kind, means.value, means.hint, at)


def _marks(kind: MarkKind, value: str, hint: str, at: datetime) -> list[Mark]:
    """Hashes that are of no use without our key, and of no two kinds the same.

    One by every root secret that is kept, the newest last: so whoever was marked before a rotation
    is found by whoever is marked after it.
    """
    text = f"{kind}#{value}".encode()
    keys = reversed(derived_keys("client-marks"))
    return [Mark(kind, hmac.new(key, text, hashlib.sha256).hexdigest(), hint, at) for key in keys]


def _shortened(ip: str) -> str:
    """The beginning of an address: enough to tell networks apart, too little to find somebody."""
    separator = ":" if ":" in ip else "."
    return separator.join(ip.split(separator)[:2]) + separator + "…"

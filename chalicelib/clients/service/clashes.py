"""Naming the client who has an address or number already, to whoever may see them."""

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.clients.model import PhoneTaken
from chalicelib.clients.service import reading
from chalicelib.clients.store import claims
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict
from chalicelib.identity import public as identity

_EMAIL_TAKEN = "email_taken"


@contextmanager
def named(actor: Actor, *, email: str, phone: str) -> Iterator[None]:
    """Let a refusal of ``email`` or ``phone`` (E.164) carry the ``client_id`` of their holder.

    Somebody outside the actor's scope is not named.
    """
    try:
        yield
    except Conflict as refusal:
        if refusal.code == _EMAIL_TAKEN:
            _name(actor, refusal, identity.holder(Realm.CLIENT, email))
        elif refusal.code == PhoneTaken.code:
            _name(actor, refusal, claims.id_of_phone(phone))
        raise


def _name(actor: Actor, refusal: Conflict, holder: str | None) -> None:
    if holder is not None and reading.visible(actor, [holder]):
        refusal.facts["client_id"] = holder

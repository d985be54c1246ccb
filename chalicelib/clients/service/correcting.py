"""Correcting what a client gave at registration: by staff, with the checks of a registration.

The old address, the old number and the client hear of it as if the client had changed them. The
log keeps old and new, of addresses and numbers in part: it stays after the client has left.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import rules, store
from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Correction, FieldVeiled
from chalicelib.clients.service import blacklist, clashes
from chalicelib.clients.service.assigning import changeable
from chalicelib.clients.store import claims
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.veil import SensitiveField, Showing, masked
from chalicelib.identity import public as identity
from chalicelib.identity.public import SecuredBy
from chalicelib.messages.clients import ClientChanged, PhoneChanged
from chalicelib.phones import public as phones
from chalicelib.phones.public import Occasion
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_SENSITIVE = {
    "email": SensitiveField.EMAIL,
    "phone": SensitiveField.PHONE,
    "nationality": SensitiveField.NATIONALITY,
}
_MASKED = frozenset({"email", "phone"})
_FIELDS = ("name", "email", "phone", "nationality", "source")


def correct(actor: Actor, client_id: str, wanted: Correction) -> Client:
    """Correct what of the registration is ``wanted``; what is the same already changes nothing.

    Raises:
        NotFound: outside the actor's scope. Conflict: ``client_not_active``, ``email_taken``,
            ``phone_taken``. FieldVeiled: the actor does not see what they would change.
        Invalid: ``phone_invalid``, ``nationality_unknown``, ``email_malformed``. Blacklisted.
    """

    def work(unit: Unit) -> Client:
        before = changeable(actor, client_id)
        after = _corrected(before, wanted)
        names = [one for one in _FIELDS if getattr(before, one) != getattr(after, one)]
        _demand_seen(actor, names)
        _demand_unlisted(actor, after, names)
        _move_login(unit, before, after, wanted)
        return _stored(unit, before, after, names) if names else before

    email, phone = wanted.email or "", "" if wanted.phone is None else _phone(wanted, wanted.phone)
    with clashes.named(actor, email=email, phone=phone):
        return ports.transact(actor, work)


def _corrected(before: Client, wanted: Correction) -> Client:
    phone = None if wanted.phone is None else _phone(wanted, wanted.phone)
    email = None if wanted.email is None else identity.normal_address(wanted.email)
    country = wanted.nationality and rules.nationality(wanted.nationality)
    return replace(
        before,
        name=before.name if wanted.name is None else wanted.name,
        email=before.email if email is None else email,
        phone=before.phone if phone is None else phone,
        nationality=before.nationality if country is None else country,
        source=before.source if wanted.source is None else wanted.source,
    )


def _phone(wanted: Correction, number: str) -> str:
    return rules.phone_number(wanted.country_code, number)


def _demand_seen(actor: Actor, names: list[str]) -> None:
    for name in names:
        field = _SENSITIVE.get(name)
        if field is not None and actor.veil.showing(field) is not Showing.SHOWN:
            raise FieldVeiled("you do not see what you would change", field=name)


def _demand_unlisted(actor: Actor, after: Client, names: list[str]) -> None:
    """Refuse what is new and on the blacklist; what the client had before is no news."""
    email, phone, nationality = (
        getattr(after, one) if one in names else "" for one in ("email", "phone", "nationality")
    )
    blacklist.refuse_registration(actor, blacklist.traits_of(email, phone, nationality))


def _move_login(unit: Unit, before: Client, after: Client, wanted: Correction) -> None:
    """Keep the login in step, and let go of the old number."""
    contact = identity.contact(Realm.CLIENT, before.id)
    identity.correct_contact(
        unit, before.id, email=after.email, name=after.name, language=wanted.language
    )
    if after.phone == before.phone:
        return
    claims.move_phone(unit, before, after.phone)
    if after.email == before.email:
        # Of two ways in at once the address is noted, with the login.
        identity.note_security_change(unit, Realm.CLIENT, before.id, SecuredBy.PHONE)
    phones.tell(unit, before.phone, Occasion.NUMBER_CHANGED, contact.language)
    unit.publish(PhoneChanged(client_id=before.id))


def _stored(unit: Unit, before: Client, after: Client, names: list[str]) -> Client:
    audit.record(
        unit,
        "client_corrected",
        "client",
        before.id,
        client_id=before.id,
        before=_told(before, names),
        after=_told(after, names),
    )
    unit.publish(ClientChanged(client_id=before.id))
    return store.change(unit, before, after)


def _told(client: Client, names: list[str]) -> dict[str, str]:
    values = {name: str(getattr(client, name)) for name in names}
    return {
        name: masked(_SENSITIVE[name], value) if name in _MASKED and value else value
        for name, value in values.items()
    }

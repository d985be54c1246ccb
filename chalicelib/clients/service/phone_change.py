"""Another phone number: proven by a code, confirmed by the password, told to the old number.

The number is the client's from the moment it is stored; until then nothing has changed.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import rules, store
from chalicelib.clients.model import PhoneTaken
from chalicelib.clients.service import reading
from chalicelib.clients.store import claims
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.identity import public as identity
from chalicelib.identity.public import SecuredBy
from chalicelib.messages.clients import ClientChanged, PhoneChanged
from chalicelib.phones import public as phones
from chalicelib.phones.public import CodeOut, Occasion
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def send_code(actor: Actor, country_code: str, number: str) -> CodeOut:
    """Send a code to the number that the client wants; one that somebody has costs no text.

    Raises:
        Forbidden: ``phone_codes_off``. Invalid: ``phone_invalid``, ``phone_unchanged``.
        PhoneTaken. What `phones.public.send_code` raises.
    """
    wanted = _wanted(actor, country_code, number)
    phones.admit(actor)
    if claims.has_phone(wanted):
        raise PhoneTaken(field="phone")
    language = identity.contact(Realm.CLIENT, actor.id).language
    return phones.send_code(actor, wanted, language)


def change(actor: Actor, country_code: str, number: str, code: str, password: str) -> None:
    """Give the client the number whose code and whose password they know.

    The password comes first: whoever does not know it can neither use up a code nor learn one.

    Raises:
        As `send_code`; what `phones.public.demand_code` and `identity.public.confirm_password`
        raise.
    """
    wanted = _wanted(actor, country_code, number)
    identity.confirm_password(actor, password)
    phones.demand_code(actor, wanted, code)
    ports.transact(actor, lambda unit: _move(unit, actor, wanted))


def _wanted(actor: Actor, country_code: str, number: str) -> str:
    if not phones.is_on():
        raise Forbidden("phone numbers cannot be changed here", code="phone_codes_off")
    wanted = rules.phone_number(country_code, number)
    if wanted == reading.require_active(actor.id).phone:
        raise Invalid("this is the number you have", code="phone_unchanged", field="phone")
    return wanted


def _move(unit: Unit, actor: Actor, wanted: str) -> None:
    client = reading.require_active(actor.id)
    if client.phone == wanted:
        raise Conflict("this number is theirs already", code="phone_unchanged", field="phone")
    claims.move_phone(unit, client, wanted)
    store.change(unit, client, replace(client, phone=wanted))
    identity.note_security_change(unit, Realm.CLIENT, client.id, SecuredBy.PHONE)
    audit.record(unit, "client_phone_changed", "client", client.id, client_id=client.id)
    language = identity.contact(Realm.CLIENT, client.id).language
    phones.tell(unit, client.phone, Occasion.NUMBER_CHANGED, language)
    unit.publish(PhoneChanged(client_id=client.id))
    unit.publish(ClientChanged(client_id=client.id))

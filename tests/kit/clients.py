"""Clients for tests, made by registering: the code from the e-mail, the form, the decision."""

from dataclasses import replace
from itertools import count
from typing import Any

from chalicelib import ports
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients import rules
from chalicelib.clients import store as clients_store
from chalicelib.clients.model import (
    AGREEMENTS,
    AgreementPurpose,
    Client,
    ClientKind,
    ClientStatus,
    Registration,
    RegistrationForm,
)
from chalicelib.clients.service import registration
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.consent import Acceptance
from chalicelib.identity.public import SlidePurpose
from chalicelib.messages import Envelope, open_envelope
from chalicelib.messages.clients import ClientReassigned
from chalicelib.phones import public as phones
from chalicelib.phones.rules import PROOF_LIFETIME
from chalicelib.storage import aws, sealing
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit
from chalicelib.storage.wire import item_from_wire
from tests.kit.approvals import automate
from tests.kit.people import PASSWORD
from tests.kit.slides import slid

_numbers = count(1)
ACCEPTED = tuple(
    Acceptance(one.document, one.version)
    for one in AGREEMENTS.default
    if one.purpose is AgreementPurpose.REGISTRATION
)

(IB_AGREEMENT,) = (one for one in AGREEMENTS.default if one.purpose is AgreementPurpose.IB)


def published(name: str = "") -> list[Envelope]:
    """The messages in the outbox, in the order of their ids; all, or those called ``name``."""
    items = aws.client("dynamodb").scan(TableName=aws.resource("outbox"))["Items"]
    rows = [item_from_wire(wire) for wire in items]
    found = [open_envelope(row["envelope"]) for row in rows if "envelope" in row]
    return sorted((one for one in found if name in ("", one.name)), key=lambda one: one.id)


def newcomer() -> Actor:
    """Somebody who is not signed in, each from an address of their own."""
    return Actor(Realm.CLIENT, "", ip=f"198.51.100.{next(_numbers) % 250}", device="test browser")


def emailed_code(email: str, actor: Actor | None = None) -> str:
    """The code that was sent to ``email`` just now."""
    whoever = actor or newcomer()
    slide = slid(whoever, SlidePurpose.REGISTRATION)
    registration.send_code(whoever, email, "en", slide)
    return sent_code(email)


def sent_code(email: str) -> str:
    """The newest code that was sent to ``email``."""
    issued = [one.body for one in published("identity.code_issued")]
    newest = [body for body in issued if body["email"].casefold() == email.casefold()][-1]
    return sealing.unseal(newest["sealed_code"], purpose="mail-secrets", context=newest["email"])


def form(**changes: Any) -> RegistrationForm:
    """A form that is fine, with an address and a phone number of its own."""
    number = next(_numbers)
    typed = RegistrationForm(
        kind=ClientKind.TRADER,
        name="Lin Chen",
        nationality="SG",
        country_code="+65",
        phone_number=f"8123 {number:04d}",
        email=f"lin{number}@example.com",
        email_code="",
        password=PASSWORD,
        language="en",
        accepted=ACCEPTED,
    )
    made = replace(typed, **changes)
    if made.kind is ClientKind.IB and "accepted" not in changes:
        agreement = Acceptance(IB_AGREEMENT.document, IB_AGREEMENT.version)
        made = replace(made, accepted=(*made.accepted, agreement))
    return made


def proof_of(number: str) -> str:
    """What a right code for ``number`` is exchanged for, without anybody being sent one."""
    ends = str(int((ports.now() + PROOF_LIFETIME).timestamp()))
    return sealing.seal(ends, purpose="phone-proof", context=number)


def registered(**changes: Any) -> Registration:
    """Somebody who has registered with a good code."""
    typed = form(**changes)
    if not typed.email_code:
        typed = replace(typed, email_code=emailed_code(typed.email))
    if phones.is_on() and not typed.phone_proof:
        number = rules.phone_number(typed.country_code, typed.phone_number)
        typed = replace(typed, phone_proof=proof_of(number))
    command = Command(key=f"registration-{next(_numbers)}", render=str)
    return registration.register(newcomer(), typed, command)


def active_client(**changes: Any) -> Client:
    """A client who was let in at once by the setting."""
    automate(RequestType.TRADER_REGISTRATION, Mode.AUTOMATIC)
    automate(RequestType.IB_REGISTRATION, Mode.AUTOMATIC)
    return clients.client_for_system(registered(**changes).client_id)


def acting(client: Client) -> Actor:
    """``client`` as an actor."""
    return Actor(Realm.CLIENT, client.id, client.name, ip="198.51.100.7")


def command() -> Command:
    """An intention of its own, whose answer is its text."""
    return Command(key=ports.ids().new("key", ports.now()), render=str)


def become(client_id: str, status: ClientStatus) -> Client:
    """Let a client stand otherwise, whoever has done it."""

    def work(unit: Unit) -> Client:
        before = clients_store.find(client_id)
        assert before is not None
        return clients_store.change(unit, before, replace(before, status=status))

    return ports.transact(system("test"), work)


def give_to(client_id: str, owner_id: str | None) -> None:
    """Let a client belong to somebody else, as the assignment of clients does it."""

    def work(unit: Unit) -> None:
        before = clients_store.find(client_id)
        assert before is not None
        clients_store.change(unit, before, replace(before, owner_id=owner_id))
        unit.publish(ClientReassigned(client_id=client_id, owner_id=owner_id))

    ports.transact(system("test"), work)

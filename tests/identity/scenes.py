"""Steps that identity's service tests share: somebody asks, codes are read, messages are seen."""

from typing import Any

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.paging import PageRequest
from chalicelib.identity import public as identity
from chalicelib.identity.errors import SlideRequired
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.codes import SlidePurpose
from chalicelib.identity.model.sessions import Outcome
from chalicelib.identity.service import sessions
from chalicelib.identity.service.sessions import Grant
from chalicelib.messages import open_envelope
from chalicelib.messages.identity import CODE_SEAL
from chalicelib.storage.sealing import unseal
from chalicelib.storage.table import Range, Table
from tests.kit.people import PASSWORD
from tests.kit.slides import slid

SOMEBODY = Actor(Realm.CLIENT, "", ip="203.0.113.7", device="a browser", request_id="req-1")
EMAIL = "lin@example.com"
LIN = "10000001"


def sign_in(password: str = PASSWORD, email: str = EMAIL, realm: Realm = Realm.CLIENT) -> Grant:
    """Somebody signs in, and solves a puzzle where one is asked for."""
    try:
        return sessions.sign_in(SOMEBODY, realm, email, password)
    except SlideRequired:
        slide = slid(SOMEBODY, SlidePurpose.SIGN_IN, realm)
        return sessions.sign_in(SOMEBODY, realm, email, password, slide)


def as_client(client_id: str = LIN) -> Actor:
    """The client, signed in."""
    return Actor(Realm.CLIENT, client_id, name="Lin Chen", ip="203.0.113.7", device="a browser")


def set_status(status: LoginStatus, reason: str = "", realm: Realm = Realm.CLIENT) -> None:
    """Staff open or shut Lin's login."""
    ports.transact(
        system("test"), lambda unit: identity.set_status(unit, realm, LIN, status, reason)
    )


def bodies(name: str) -> list[dict[str, Any]]:
    """The bodies of all messages of one name that wait in the outbox, oldest first."""
    rows = [
        row
        for shard in range(8)
        for row in Table("outbox").query(Range(f"pending#{shard}", "by-pending"), 200)
    ]
    rows.sort(key=lambda row: row["by_pending_sk"])
    return [open_envelope(row["envelope"]).body for row in rows if row["name"] == name]


def last_code() -> str:
    """The code in the last mail that was ordered."""
    body = bodies("identity.code_issued")[-1]
    return unseal(body["sealed_code"], purpose=CODE_SEAL, context=body["email"])


def outcomes(subject_id: str = LIN, realm: Realm = Realm.CLIENT) -> list[Outcome]:
    """The login log of somebody, oldest first."""
    page = identity.logins_of(realm, subject_id, PageRequest())
    return [one.outcome for one in reversed(page.items)]

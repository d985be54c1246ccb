"""A client asks to be erased: what stands in the way, the request, and its decision.

Deleting is `clients`' to do and to refuse; here it becomes a request that staff decide. What has
come in the way meanwhile (money that arrived) sends an approved request back to them.
"""

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Request, RequestDraft, RequestStatus, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.identity import public as identity
from chalicelib.privacy import store
from chalicelib.privacy.model import ErasurePending, Wish
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_OPEN = (RequestStatus.PENDING, RequestStatus.EXECUTING)


class _NothingInTheWay(Exception):
    """Ends a unit that only looks: it is never committed."""


@dataclass(frozen=True)
class Standing:
    """Whether a client can ask to be erased, and what became of the last time.

    ``hindrance`` is the code of what stands in the way, with its ``currency`` if it is money.
    """

    request: Request | None
    hindrance: str
    currency: str


def standing(actor: Actor) -> Standing:
    """How it stands with the client ``actor``'s erasure."""
    wish = store.wish(actor.id)
    request = None if wish is None else approvals.read(wish.id)
    hindrance = _hindrance(actor, request.id if request else "")
    if hindrance is None:
        return Standing(request, "", "")
    return Standing(request, hindrance.code, str(hindrance.facts.get("currency", "")))


def _hindrance(actor: Actor, besides: str) -> Conflict | None:
    def look(unit: Unit) -> None:
        clients.check_deletable(unit, actor.id, besides)
        raise _NothingInTheWay

    try:
        ports.transact(actor, look)
    except Conflict as found:
        return found
    except _NothingInTheWay:
        pass
    return None


def ask(actor: Actor, password: str, command: Command) -> Standing:
    """Ask to be erased, for good.

    Raises:
        CredentialsWrong: the password. ErasurePending. What ``command.confirm`` raises.
        Conflict: ``wallet_not_empty``, ``requests_pending``, ``payout_pending``.
    """
    identity.confirm_password(actor, password)
    client = clients.require_active(actor.id)

    def work(unit: Unit) -> Request:
        command.confirm(unit)
        before = store.wish(client.id)
        if before is not None and approvals.read(before.id).status in _OPEN:
            raise ErasurePending("it waits for its decision")
        clients.check_deletable(unit, client.id)
        wish = Wish(unit.ids.new("ers", unit.now), client.id, unit.now)
        store.put_wish(unit, before, wish if before is None else _again(before, wish))
        request = approvals.open_request(unit, _draft(client, wish.id))
        command.confirmed.settle(unit, Standing(request, "", ""))
        return request

    return Standing(ports.transact(actor, work), "", "")


def _again(before: Wish, wish: Wish) -> Wish:
    return Wish(wish.id, wish.client_id, wish.asked_at, before.version)


def _draft(client: Client, wish_id: str) -> RequestDraft:
    return RequestDraft(
        id=wish_id,
        type=RequestType.ERASURE,
        client_id=client.id,
        client_name=client.name,
        client_kind=client.kind.value,
        owner_id=client.owner_id,
        participant_ids=frozenset(client.participant_ids),
        manual_only=True,
    )


def approved(actor: Actor, request_id: str, client_id: str, command: Command) -> None:
    """Delete the client whose wish was granted, or send the request back with what hinders."""

    def work(unit: Unit) -> None:
        command.settle(unit)
        clients.delete_on_request(unit, client_id, request_id)
        approvals.complete(unit, request_id)

    try:
        ports.transact(actor, work)
    except Conflict as hindrance:
        _send_back(actor, request_id, hindrance.code, command)


def _send_back(actor: Actor, request_id: str, code: str, command: Command) -> None:
    def work(unit: Unit) -> None:
        command.settle(unit)
        approvals.send_back(unit, request_id, code)

    ports.transact(actor, work)

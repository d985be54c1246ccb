"""A deposit with its request, for whoever may see it, and the end of one that came to nothing."""

from dataclasses import replace

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import PaymentStatus, Request, RequestStatus
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.deposits import Deposit, DepositStage
from chalicelib.funds.store import allowances
from chalicelib.funds.store import deposits as store
from chalicelib.storage.unit import Unit

PENDING = "pending_deposits"


@dataclass(frozen=True)
class DepositState:
    """A deposit with its request: money and decision together."""

    deposit: Deposit
    request: Request


def deposit(actor: Actor, deposit_id: str) -> DepositState:
    """One deposit as it stands, if the actor may see it.

    Raises:
        NotFound.
    """
    found = store.get(deposit_id)
    request = approvals.read(deposit_id)
    own = actor.realm is Realm.CLIENT and found.client_id == actor.id
    in_scope = actor.realm is not Realm.CLIENT and request.is_seen_by(actor.scope)
    if not (own or in_scope):
        raise NotFound("no such deposit", what="deposit")
    return DepositState(found, request)


def request_is_open(deposit_id: str) -> bool:
    """Whether nobody has decided or ended the deposit's request."""
    return approvals.read(deposit_id).status is RequestStatus.PENDING


def fail(unit: Unit, before: Deposit, after: Deposit, reason: str, status: PaymentStatus) -> None:
    """Store that an open deposit has come to nothing, and end its request for ``reason``.

    Where the request has ended already, it only shows what became of the payment.
    """
    failed = replace(after, stage=DepositStage.FAILED, check_at=None)
    store.change(unit, before, failed)
    allowances.give_back(unit, before.client_id, PENDING)
    if request_is_open(before.id):
        approvals.cancel(unit, before.id, reason, payment_status=status)
    else:
        approvals.mark(unit, before.id, payment_status=status)

"""Who is told: the address, name and language behind a notice, and the staff behind a queue."""

import hashlib

from chalicelib.core.actor import Realm
from chalicelib.core.permissions import Permission
from chalicelib.identity import public as identity
from chalicelib.identity.public import Contact
from chalicelib.messages import Message
from chalicelib.messages.approvals import ForApprovers, RequestOverdue
from chalicelib.messages.funds import PaymentUnmatched, PayoutWaits
from chalicelib.messages.partners import CommissionsHeld
from chalicelib.messages.reconciliation import BreakFound
from chalicelib.messages.support import TicketMessage
from chalicelib.notifications import rules
from chalicelib.notifications.model import Notice
from chalicelib.staff import public as staff
from chalicelib.staff.public import Principal

CALLED_AT_MOST = 40
_LOOKED_AT = 100


def recipient_of(notice: Notice) -> str:
    """How deliveries name the person: by id, or by a hash of an address nobody has yet."""
    if notice.subject_id:
        return f"{notice.realm}-{notice.subject_id}"
    return f"address-{hashlib.sha256(notice.address.casefold().encode()).hexdigest()[:24]}"


def contact_of(notice: Notice) -> Contact:
    """Where and in which language to write.

    Raises:
        NotFound: the notice is for somebody without a login, and names no address.
    """
    if notice.address:
        language = notice.language or "en"
        return Contact(notice.subject_id, notice.name, notice.address, language)
    found = identity.contact(notice.realm, notice.subject_id)
    language = notice.language or found.language
    return Contact(found.subject_id, found.name, found.email, language)


def staff_told(message: Message) -> tuple[Notice, ...]:
    """Notices for those of the staff who have to act on ``message``."""
    match message:
        case ForApprovers():
            return _staff_calls(message)
        case PaymentUnmatched():
            return _finance_calls(message)
        case PayoutWaits():
            return _payout_calls(message)
        case BreakFound():
            return _break_calls(message)
        case CommissionsHeld():
            return _review_calls(message)
        case TicketMessage():
            return _ticket_calls(message)
        case _:
            return ()


def _staff_calls(message: ForApprovers) -> tuple[Notice, ...]:
    """Notices for those who may decide the request at its node, at most 40 of them.

    With more approvers than that the rest find it in My To Do, where it stands for all. Once it is
    overdue the supervisors of those called hear of it too.
    """
    called = _approvers(message)
    if isinstance(message, RequestOverdue):
        called += [one for one in _supervisors(called) if one not in called]
    return tuple(rules.waiting(message, staff_id) for staff_id in called)


def _supervisors(staff_ids: list[str]) -> list[str]:
    """The immediate supervisors of ``staff_ids``, each once."""
    found = (staff.member(one).supervisor_id for one in staff_ids)
    return list(dict.fromkeys(one for one in found if one))


def _approvers(message: ForApprovers) -> list[str]:
    candidates = staff.active_staff_with(Permission(message.permission))
    called: list[str] = []
    for staff_id in candidates[:_LOOKED_AT]:
        if len(called) == CALLED_AT_MOST:
            break
        if staff_id not in message.barred and _decides(staff.principal(staff_id), message):
            called.append(staff_id)
    return called


def _finance_calls(message: PaymentUnmatched) -> tuple[Notice, ...]:
    """Notices for those who decide on deposits: money came that nobody's deposit explains.

    At most 40 of them; all others see it as suspense in the ledger.
    """
    called = _seeing(message, Permission.DECIDE_DEPOSITS)
    return tuple(rules.unmatched(message, staff_id) for staff_id in called)


def _break_calls(message: BreakFound) -> tuple[Notice, ...]:
    """Notices for those who read the reconciliation, at most 40 of them."""
    called = _seeing(message, Permission.READ_RECONCILIATION)
    return tuple(rules.break_found(message, staff_id) for staff_id in called)


def _review_calls(message: CommissionsHeld) -> tuple[Notice, ...]:
    """Notices for those who judge held commissions and see the broker, at most 40 of them."""
    called = _seeing(message, Permission.DECIDE_COMMISSION_REVIEWS)
    return tuple(rules.commissions_held(message, staff_id) for staff_id in called)


def _payout_calls(message: PayoutWaits) -> tuple[Notice, ...]:
    """Notices for those who confirm payouts and see the client, at most 40 of them."""
    called = _seeing(message, Permission.CONFIRM_PAYOUTS)
    return tuple(rules.payout_waits(message, staff_id) for staff_id in called)


def _ticket_calls(message: TicketMessage) -> tuple[Notice, ...]:
    """Notices for whoever is in charge of a ticket; while nobody is, for all who could be."""
    if not rules.calls_staff(message):
        return ()
    assigned = [message.assignee_id] if message.assignee_id else []
    called = assigned or _seeing(message, Permission.ANSWER_TICKETS)
    return tuple(rules.ticket_call(message, staff_id) for staff_id in called)


def _seeing(
    message: PaymentUnmatched | BreakFound | CommissionsHeld | PayoutWaits | TicketMessage,
    permission: Permission,
) -> list[str]:
    """Staff with ``permission`` whose scope has the client concerned; nobody's need the company."""
    followers = frozenset(message.participant_ids)
    called: list[str] = []
    for staff_id in staff.active_staff_with(permission)[:_LOOKED_AT]:
        scope = staff.principal(staff_id).scope
        if scope.covers(message.owner_id, followers) if message.client_id else scope.company:
            called.append(staff_id)
    return called[:CALLED_AT_MOST]


def _decides(principal: Principal, message: ForApprovers) -> bool:
    keys = {
        f"user:{principal.staff_id}",
        f"role:{principal.role_id}",
        f"permission:{message.permission}",
    }
    in_scope = principal.scope.covers(message.owner_id, frozenset(message.participant_ids))
    return in_scope and bool(keys & set(message.approvers))


def is_staff(notice: Notice) -> bool:
    """Whether the back office is where its reader looks."""
    return notice.realm is Realm.STAFF

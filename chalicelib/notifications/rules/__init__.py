"""Which notices follow from a message: pure, one function per kind of message.

Refuses: who the staff behind an approver key are (`service.recipients`), and how anything is sent.
"""

from dataclasses import replace

from chalicelib.messages import Message
from chalicelib.messages.accounts import (
    AccountBound,
    AccountOpened,
    AccountPasswordReset,
    AccountSteered,
    AccountUnbound,
    DemoAccountExpired,
    DemoAccountExpiring,
)
from chalicelib.messages.approvals import (
    RequestCancelled,
    RequestCompleted,
    RequestDueSoon,
    RequestOpened,
    RequestOverdue,
    RequestQueued,
    RequestRejected,
)
from chalicelib.messages.clients import (
    ClientMessaged,
    ClientRecoded,
    DownlineJoined,
    PhoneChanged,
)
from chalicelib.messages.funds import (
    ClientTransferArrived,
    CommissionsStayed,
    OperationCompleted,
    PaymentUnmatched,
    PayoutWaits,
    SentMoneyNotFunded,
    WalletAdjusted,
    WithdrawalPaid,
)
from chalicelib.messages.identity import (
    CodeIssued,
    EmailChanged,
    EmailRestored,
    LoginHandedOver,
    LoginRestored,
    LoginSuspended,
    MemberInvited,
    PasswordChanged,
    PasswordVoided,
    SecondFactorChanged,
    SessionReused,
    SignedIn,
)
from chalicelib.messages.kyc import CaseExpired, CaseReopened, CheckRepeated, ExpiryNear
from chalicelib.messages.notifications import MailRepeated, TestMailRequested
from chalicelib.messages.partners import CommissionsHeld, TierChanged
from chalicelib.messages.privacy import CopyReady
from chalicelib.messages.reconciliation import BreakFound
from chalicelib.messages.sales import TaskAssigned, TaskDue
from chalicelib.messages.support import (
    TicketAnswered,
    TicketAssigned,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from chalicelib.notifications.model import BellItem, Box, Notice
from chalicelib.notifications.rules import (
    broker,
    identities,
    logins,
    money,
    privacy,
    requests,
    tasks,
    tickets,
    tree,
)
from chalicelib.notifications.rules.money import (
    break_found,
    commissions_held,
    payout_waits,
    unmatched,
)
from chalicelib.notifications.rules.requests import waiting
from chalicelib.notifications.rules.telling import notices
from chalicelib.notifications.rules.tickets import calls_staff, ticket_call

__all__ = [
    "CONSUMED",
    "break_found",
    "broker",
    "calls_staff",
    "commissions_held",
    "identities",
    "is_read",
    "logins",
    "mail_alone",
    "money",
    "notices",
    "payout_waits",
    "privacy",
    "requests",
    "tasks",
    "ticket_call",
    "tickets",
    "tree",
    "unmatched",
    "waiting",
]

CONSUMED: tuple[type[Message], ...] = (
    AccountBound,
    AccountOpened,
    AccountPasswordReset,
    AccountSteered,
    AccountUnbound,
    BreakFound,
    CaseExpired,
    CaseReopened,
    CheckRepeated,
    ClientMessaged,
    ClientRecoded,
    CodeIssued,
    CommissionsHeld,
    CopyReady,
    DemoAccountExpired,
    DemoAccountExpiring,
    DownlineJoined,
    EmailChanged,
    EmailRestored,
    ClientTransferArrived,
    CommissionsStayed,
    SentMoneyNotFunded,
    ExpiryNear,
    LoginHandedOver,
    LoginRestored,
    LoginSuspended,
    MailRepeated,
    MemberInvited,
    PasswordChanged,
    PasswordVoided,
    PaymentUnmatched,
    PayoutWaits,
    OperationCompleted,
    PhoneChanged,
    RequestCancelled,
    RequestCompleted,
    RequestDueSoon,
    RequestOpened,
    RequestOverdue,
    RequestQueued,
    RequestRejected,
    SecondFactorChanged,
    SessionReused,
    SignedIn,
    TaskAssigned,
    TaskDue,
    TestMailRequested,
    TicketAnswered,
    TicketAssigned,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    TierChanged,
    WalletAdjusted,
    WithdrawalPaid,
)


def is_read(item: BellItem, box: Box) -> bool:
    """Whether ``item`` has been read, by itself or when all were marked."""
    return item.read or item.id <= box.read_up_to


def mail_alone(notice: Notice) -> Notice:
    """``notice`` as it is told by e-mail and not in the bell."""
    return replace(notice, email=True, popup=False)

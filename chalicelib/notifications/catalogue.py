"""Which events are told, to whom, by which channels, and under which heading they are shown.

One line per event; its words are in ``texts/{language}.toml`` under the same code. The defaults
hold for automatic events; where a member of staff ticked how to tell the client, that counts.
"""

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class Event:
    """How one event is told by default. An event without ``email`` has no template.

    A ``mandatory`` mail (codes, credentials, security) cannot be switched off. A ``secret`` one
    (a code, credentials) is never sent again.
    """

    email: bool = True
    popup: bool = True
    mandatory: bool = False
    secret: bool = False


_CODE = Event(popup=False, mandatory=True, secret=True)
_SECURITY = Event(mandatory=True)
_TOLD = Event()
_BELL = Event(email=False)

EVENTS: dict[str, Event] = {
    "registration_code": _CODE,
    "password_reset_code": _CODE,
    "member_invited": Event(popup=False, mandatory=True),
    "client_invited": Event(popup=False, mandatory=True),
    "client_credentials": Event(popup=False, mandatory=True, secret=True),
    "registration_received": Event(popup=False),
    "registration_approved": _TOLD,
    "registration_rejected": Event(popup=False),
    "upgrade_submitted": _TOLD,
    "upgrade_approved": _TOLD,
    "upgrade_rejected": _TOLD,
    "downline_joined": _TOLD,
    "referral_code_changed": _TOLD,
    "tier_raised": _TOLD,
    "tier_lowered": _TOLD,
    "account_requested": _TOLD,
    "account_opened": Event(mandatory=True, secret=True),
    "account_bound": _TOLD,
    "account_unbound": _TOLD,
    "account_demo_expiring": _TOLD,
    "account_demo_expired": _TOLD,
    "account_rejected": _TOLD,
    "account_change_submitted": _TOLD,
    "account_leverage_changed": _TOLD,
    "account_password_reset": Event(mandatory=True, secret=True),
    "account_change_rejected": _TOLD,
    "account_deposited": _TOLD,
    "account_withdrawn": _TOLD,
    "account_credit_given": _TOLD,
    "account_credit_taken": _TOLD,
    "deposit_submitted": _TOLD,
    "deposit_approved": _TOLD,
    "deposit_rejected": _TOLD,
    "withdrawal_submitted": _TOLD,
    "withdrawal_approved": _TOLD,
    "withdrawal_rejected": _TOLD,
    "withdrawal_refunded": _TOLD,
    "withdrawal_paid": _TOLD,
    "transfer_submitted": _TOLD,
    "transfer_approved": _TOLD,
    "transfer_rejected": _TOLD,
    "transfer_received": _TOLD,
    "transfer_not_funded": _TOLD,
    "commissions_stayed": _TOLD,
    "withdrawal_details_submitted": _TOLD,
    "withdrawal_details_approved": _TOLD,
    "withdrawal_details_rejected": _TOLD,
    "kyc_submitted": _TOLD,
    "kyc_approved": _TOLD,
    "kyc_rejected": _TOLD,
    "kyc_check_repeated": _TOLD,
    "data_copy_ready": _SECURITY,
    "erasure_submitted": _SECURITY,
    "erasure_rejected": _TOLD,
    "kyc_reopened": _TOLD,
    "kyc_expiring": _TOLD,
    "kyc_expired": _TOLD,
    "wallet_adjusted": _TOLD,
    "broker_message": _TOLD,
    "email_change_code": _CODE,
    "email_changed": Event(popup=False, mandatory=True, secret=True),
    "email_restored": _SECURITY,
    "password_changed": _SECURITY,
    "password_voided": Event(popup=False, mandatory=True),
    "phone_changed": _SECURITY,
    "login_suspended": _SECURITY,
    "login_restored": _SECURITY,
    "session_reused": _SECURITY,
    "second_factor_added": _SECURITY,
    "second_factor_removed": _SECURITY,
    "second_factor_reset": _SECURITY,
    "second_factor_codes_renewed": _SECURITY,
    "second_factor_code_used": _SECURITY,
    "remote_login": _SECURITY,
    "mail_returned": _BELL,
    "request_cancelled": _BELL,
    "request_waiting": _BELL,
    "request_due_soon": _BELL,
    "request_overdue": _TOLD,
    "payment_unmatched": _BELL,
    "payout_waits": _BELL,
    "break_found": _TOLD,
    "commissions_held": _BELL,
    "ticket_opened": Event(popup=False),
    "ticket_started": _TOLD,
    "ticket_answered": _TOLD,
    "ticket_resolved": _TOLD,
    "ticket_new": _TOLD,
    "ticket_replied": _TOLD,
    "ticket_reopened": _TOLD,
    "ticket_assigned": _TOLD,
    "task_assigned": _BELL,
    "task_due": _BELL,
    "task_assigned_client": _BELL,
    "task_due_client": _BELL,
}

MAILED = tuple(code for code, event in EVENTS.items() if event.email)

_GROUPS = (
    ("member_", "staff"),
    ("client_", "registration"),
    ("registration_", "registration"),
    ("upgrade_", "registration"),
    ("downline_", "registration"),
    ("referral_", "registration"),
    ("tier_", "commissions"),
    ("commissions_stayed", "commissions"),
    ("account_", "accounts"),
    ("deposit_", "deposits"),
    ("withdrawal_", "withdrawals"),
    ("transfer_", "transfers"),
    ("wallet_", "wallets"),
    ("kyc_", "identity"),
    ("password_", "security"),
    ("data_copy_", "security"),
    ("erasure_", "security"),
    ("mail_", "security"),
    ("broker_message", "messages"),
    ("request_waiting", "staff"),
    ("request_due_soon", "staff"),
    ("request_overdue", "staff"),
    ("payment_unmatched", "staff"),
    ("payout_waits", "staff"),
    ("break_found", "staff"),
    ("commissions_held", "staff"),
    ("ticket_new", "staff"),
    ("ticket_replied", "staff"),
    ("ticket_reopened", "staff"),
    ("ticket_assigned", "staff"),
    ("ticket_", "tickets"),
    ("task_", "staff"),
)


def group_of(event: str) -> str:
    """Under which heading the back office shows ``event``."""
    rest = "security" if EVENTS[event].mandatory else "other"
    return next((group for head, group in _GROUPS if event.startswith(head)), rest)

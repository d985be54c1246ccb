"""Which events are told, to whom, by which channels, and what their mail shows.

One line per event; its words are in ``texts/{language}.toml`` under the same code. The defaults
hold for automatic events; where a member of staff ticked how to tell the client, that counts.
"""

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class Event:
    """How one event is told by default. An event without ``email`` has no template.

    A ``mandatory`` mail (codes, credentials, security) cannot be switched off.
    """

    email: bool = True
    popup: bool = True
    mandatory: bool = False


_CODE = Event(popup=False, mandatory=True)
_SECURITY = Event(mandatory=True)
_TOLD = Event()
_BELL = Event(email=False)

EVENTS: dict[str, Event] = {
    "registration_code": _CODE,
    "password_reset_code": _CODE,
    "member_invited": _CODE,
    "registration_received": Event(popup=False),
    "registration_approved": _TOLD,
    "registration_rejected": Event(popup=False),
    "account_requested": _TOLD,
    "account_opened": Event(mandatory=True),
    "account_rejected": _TOLD,
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
    "withdrawal_details_submitted": _TOLD,
    "withdrawal_details_approved": _TOLD,
    "withdrawal_details_rejected": _TOLD,
    "kyc_submitted": _TOLD,
    "kyc_approved": _TOLD,
    "kyc_rejected": _TOLD,
    "kyc_check_repeated": _TOLD,
    "kyc_reopened": _TOLD,
    "kyc_expiring": _TOLD,
    "kyc_expired": _TOLD,
    "wallet_adjusted": _TOLD,
    "email_change_code": _CODE,
    "email_changed": Event(popup=False, mandatory=True),
    "email_restored": _SECURITY,
    "password_changed": _SECURITY,
    "phone_changed": _SECURITY,
    "login_suspended": _SECURITY,
    "login_restored": _SECURITY,
    "session_reused": _SECURITY,
    "second_factor_added": _SECURITY,
    "second_factor_removed": _SECURITY,
    "second_factor_reset": _SECURITY,
    "second_factor_codes_renewed": _SECURITY,
    "second_factor_code_used": _SECURITY,
    "request_cancelled": _BELL,
    "request_waiting": _BELL,
    "payment_unmatched": _BELL,
}

MAILED = tuple(code for code, event in EVENTS.items() if event.email)

FACTS = (
    "reason",
    "amount",
    "payment",
    "fee",
    "payout",
    "debit",
    "credit",
    "rate",
    "method",
    "source",
    "target",
    "wallet",
    "label",
    "details_label",
    "account",
    "login",
    "server",
    "account_type",
    "kind",
    "leverage",
    "currency",
    "comment",
    "expires_on",
    "reference",
)
"""The facts that a mail shows, in this order, when it has them."""

MONEY_FACTS = frozenset({"amount", "payment", "fee", "payout", "debit", "credit"})
"""Facts that are exact amounts; ``{fact}_currency`` or ``currency`` names the currency."""

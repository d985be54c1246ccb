"""Which events are told, to whom, by which channels, and what their mail shows.

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
    "downline",
    "level",
    "former_tier",
    "tier",
    "sign_in_email",
    "city",
    "ip",
    "device",
)
"""The facts that a mail shows, in this order, when it has them."""

MONEY_FACTS = frozenset({"amount", "payment", "fee", "payout", "debit", "credit"})
"""Facts that are exact amounts; ``{fact}_currency`` or ``currency`` names the currency."""

_OF_MONEY = ("amount", "reference")
_VARIABLES: dict[str, tuple[str, ...]] = {
    "account": ("server", "account_type", "kind", "currency", "leverage"),
    "account_opened": ("login",),
    "account_bound": ("login",),
    "account_unbound": ("reason", "login", "server"),
    "account_demo_expiring": ("login", "server", "expires_on"),
    "account_demo_expired": ("login", "server"),
    "account_change": ("account", "leverage"),
    "account_leverage_changed": ("account", "leverage"),
    "account_password_reset": ("login", "server"),
    "account_rejected": ("reason",),
    "account_deposited": ("account", "amount"),
    "account_withdrawn": ("account", "amount"),
    "account_credit": ("account", "amount"),
    "deposit": (*_OF_MONEY, "method"),
    "withdrawal": (*_OF_MONEY, "payout", "method"),
    "withdrawal_details": ("label", "method"),
    "transfer": (*_OF_MONEY, "source", "target"),
    "wallet_adjusted": ("amount",),
    "downline_joined": ("downline", "level"),
    "tier_raised": ("former_tier", "tier"),
    "tier_lowered": ("former_tier", "tier"),
    "kyc_expiring": ("expires_on",),
    "client": ("sign_in_email",),
    "broker_message": ("subject", "text"),
    "break_found": ("amount", "login", "source"),
    "request_overdue": ("reference",),
    "ticket_opened": ("subject", "reference"),
    "ticket_started": ("subject", "reference"),
    "ticket_answered": ("subject", "reference"),
    "ticket_resolved": ("subject", "reference"),
    "ticket_new": ("reference",),
    "ticket_replied": ("reference",),
    "ticket_reopened": ("reference",),
    "ticket_assigned": ("reference",),
}
_GROUPS = (
    ("member_", "staff"),
    ("client_", "registration"),
    ("registration_", "registration"),
    ("upgrade_", "registration"),
    ("downline_", "registration"),
    ("tier_", "commissions"),
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

EXAMPLES: dict[str, str | int] = {
    "reason": "The document is not readable",
    "amount": "1250.00",
    "payment": "1270.00",
    "fee": "20.00",
    "payout": "1230.00",
    "method": "Bank transfer",
    "source": "USD wallet",
    "target": "70001",
    "label": "My bank",
    "account": "70001",
    "login": "70001",
    "server": "Meridian Live",
    "account_type": "Standard",
    "kind": "live",
    "leverage": 100,
    "currency": "USD",
    "reference": "dep_01JDEXAMPLE",
    "downline": "48210735",
    "level": 2,
    "former_tier": "Bronze",
    "tier": "Silver",
    "sign_in_email": "lin.wei@example.com",
    "expires_on": "2027-01-31",
    "subject": "Trading hours over the holidays",
    "text": "On 25 December markets are closed.\n\nFrom 27 December all is as usual.",
}
"""Facts for previews and test mails."""

EXAMPLE_SECRETS = {
    "code": "482913",
    "password": "Quiet harbour 7",
    "main_password": "aB3$efgh",
    "investor_password": "xY9#klmn",
}
EXAMPLE_NAME = "Lin Wei"
EXAMPLE_MINUTES = 10


def facts_of(event: str) -> tuple[str, ...]:
    """The variables of an event beside those that all have; absent facts are empty text."""
    family = next((name for name, _ in _families(event)), "")
    own = _VARIABLES.get(event, ())
    if event.endswith(("_rejected", "_refunded")):
        own = ("reason", *own)
    if event.endswith("_code"):
        own = ("minutes", *own)
    return tuple(dict.fromkeys([*own, *_VARIABLES.get(family, ())]))


def _families(event: str) -> list[tuple[str, int]]:
    """The families of events that ``event`` belongs to, the closest first."""
    found = [(name, len(name)) for name in _VARIABLES if event.startswith(f"{name}_")]
    return sorted(found, key=lambda one: -one[1])


def group_of(event: str) -> str:
    """Under which heading the back office shows ``event``."""
    rest = "security" if EVENTS[event].mandatory else "other"
    return next((group for head, group in _GROUPS if event.startswith(head)), rest)


def secrets_of(event: str) -> dict[str, str]:
    """Secrets as a preview shows them."""
    if event.endswith("_code"):
        return {"code": EXAMPLE_SECRETS["code"]}
    if event == "client_credentials":
        return {"password": EXAMPLE_SECRETS["password"]}
    if event in ("account_opened", "account_password_reset"):
        return {name: EXAMPLE_SECRETS[name] for name in ("main_password", "investor_password")}
    return {}

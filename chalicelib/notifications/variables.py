"""What the words of an event may name, and what a preview shows in its place."""

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
    "day",
    "reference",
    "downline",
    "level",
    "referral_code",
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
    "commissions_stayed": ("amount", "account", "day"),
    "wallet_adjusted": ("amount",),
    "downline_joined": ("downline", "level"),
    "referral_code_changed": ("referral_code",),
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
    "referral_code": "HARBOUR",
    "former_tier": "Bronze",
    "tier": "Silver",
    "sign_in_email": "lin.wei@example.com",
    "expires_on": "2027-01-31",
    "day": "2026-12-01",
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


def secrets_of(event: str) -> dict[str, str]:
    """Secrets as a preview shows them."""
    if event.endswith("_code"):
        return {"code": EXAMPLE_SECRETS["code"]}
    if event == "client_credentials":
        return {"password": EXAMPLE_SECRETS["password"]}
    if event in ("account_opened", "account_password_reset"):
        return {name: EXAMPLE_SECRETS[name] for name in ("main_password", "investor_password")}
    return {}

"""Meridian Markets: its brand, its trading server, its account types and its staff."""

from __future__ import annotations

import json
from dataclasses import dataclass

from chalicelib import ports
from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    TRADING_SERVERS,
    AccountKind,
    AccountType,
    TradingServerConfig,
)
from chalicelib.clients.model import OWNER_ASSIGNMENT, OwnerAssignment, OwnerRule
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.money import Money
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.client_transfers import THIRD_PARTY
from chalicelib.funds.model.psps import OPEN_PSPS, OpenPsp
from chalicelib.funds.model.settings import DEPOSIT_METHODS, RATE_RULES, WITHDRAWAL_METHODS
from chalicelib.funds.service import psps
from chalicelib.gateways.trading.connection import Connection, CtraderTerms
from chalicelib.identity import public as identity
from chalicelib.kyc.model.settings import VENDOR, Vendor, VendorRules
from chalicelib.phones.model import PHONE_SERVICE, PhoneService
from chalicelib.settings import public as settings
from chalicelib.settings.model import BRAND_NAME, BRAND_SUPPORT_EMAIL
from chalicelib.staff import public as staff
from chalicelib.staff.public import DataScope, RoleDraft
from chalicelib.storage import aws
from infra.local.demo import commissions, payouts, ways
from infra.local.demo.house import House, has_secret
from infra.local.simulators import TWILIO_SENDER, TWILIO_SERVICE_SID

PASSWORD = "Harbour-Light-42"  # noqa: S105 - printed at every start, for a demonstration
SERVER_ID = "meridian-live"
CTRADER_ID = "meridian-ctrader"
_SECRET = "mt5-meridian"  # noqa: S105 - the secret's name
_CTRADER_SECRET = "ctrader-meridian"  # noqa: S105 - likewise


@dataclass(frozen=True)
class Colleague:
    """A member of staff of the demonstration."""

    name: str
    email: str
    role: str


OWNER = Colleague("Olivia Hart", "olivia@meridian.example", "Owner")
COLLEAGUES = (
    Colleague("Marco Bianchi", "marco@meridian.example", "Finance"),
    Colleague("Aisha Rahman", "aisha@meridian.example", "Client care"),
    Colleague("Tom Becker", "tom@meridian.example", "Account manager"),
)

_READING = {
    Permission.READ_DASHBOARD,
    Permission.READ_CLIENTS,
    Permission.READ_REQUESTS,
    Permission.READ_ACCOUNTS,
}
_ROLES = {
    "Finance": (
        "Confirms deposits and withdrawals, and watches the ledger",
        _READING
        | {
            Permission.DECIDE_DEPOSITS,
            Permission.CONFIRM_PAYOUTS,
            Permission.DECIDE_WITHDRAWALS,
            Permission.DECIDE_TRANSFERS,
            Permission.DECIDE_WITHDRAWAL_DETAILS,
            Permission.REFUND_WITHDRAWALS,
            Permission.REFUND_DEPOSITS,
            Permission.SETTLE_UNMATCHED,
            Permission.READ_WALLETS,
            Permission.READ_TRANSACTIONS,
            Permission.ADJUST_WALLETS,
            Permission.READ_LEDGER,
            Permission.READ_WITHDRAWAL_DETAILS,
            Permission.READ_INVARIANTS,
            Permission.READ_RECONCILIATION,
            Permission.PROPOSE_REPAIRS,
            Permission.APPROVE_REPAIRS,
            Permission.READ_COMMISSION_PLANS,
            Permission.APPROVE_COMMISSION_PLANS,
            Permission.READ_COMMISSIONS,
            Permission.DECIDE_CLAW_BACKS,
        },
        {"company": True},
    ),
    "Client care": (
        "Admits clients and opens accounts",
        _READING
        | {
            Permission.CREATE_CLIENTS,
            Permission.UPDATE_CLIENTS,
            Permission.SUSPEND_CLIENTS,
            Permission.DECIDE_REGISTRATIONS,
            Permission.DECIDE_ACCOUNTS,
            Permission.READ_KYC,
            Permission.UPDATE_KYC,
            Permission.DECIDE_KYC,
            Permission.READ_WALLETS,
            Permission.READ_TRANSACTIONS,
        },
        {"company": True},
    ),
    "Account manager": (
        "Looks after clients of their own",
        _READING | {Permission.READ_WALLETS, Permission.READ_TRANSACTIONS},
        {"own": True, "subordinates": True, "participant": True},
    ),
}


def found(house: House) -> None:
    """Set the broker up: brand, server, types, staff. Not repeatable: call it once."""
    _keep_secrets()
    actor = system("demonstration")
    settings.adopt(actor, BRAND_NAME, "Meridian Markets")
    settings.adopt(actor, BRAND_SUPPORT_EMAIL, "support@meridian.example")
    service = PhoneService(TWILIO_SERVICE_SID, TWILIO_SENDER)
    settings.adopt(actor, PHONE_SERVICE, service)
    servers = (_server(house.mt5_url), _ctrader_server(house.ctrader_url))
    settings.adopt(actor, TRADING_SERVERS, servers)
    settings.adopt(actor, ACCOUNT_TYPES, _account_types())
    _connect_harbour_pay(house, actor)
    methods = (*DEPOSIT_METHODS.default, ways.bitcoin(), ways.gulf(), ways.harbour_pay())
    settings.adopt(actor, DEPOSIT_METHODS, methods)
    settings.adopt(actor, WITHDRAWAL_METHODS, (*WITHDRAWAL_METHODS.default, payouts.bitcoin()))
    settings.adopt(actor, RATE_RULES, ways.rates())
    settings.adopt(actor, THIRD_PARTY, ways.third_party())
    settings.adopt(actor, VENDOR, VendorRules(Vendor.SUMSUB))
    owner_id = identity.create_first_owner(name=OWNER.name, email=OWNER.email, password=PASSWORD)
    hired = _hire(_as_staff(owner_id))
    commissions.agree(_as_staff(owner_id), _as_staff(hired["Finance"]), SERVER_ID)
    owned = OwnerAssignment(OwnerRule.REFERRERS, hired["Account manager"])
    settings.adopt(actor, OWNER_ASSIGNMENT, owned)


def _keep_secrets() -> None:
    for name in (_SECRET, _CTRADER_SECRET):
        if not has_secret(name):
            aws.client("secretsmanager").create_secret(
                Name=aws.resource(name),
                SecretString=json.dumps({"manager_password": "Password1"}),
            )


def _server(url: str) -> TradingServerConfig:
    return TradingServerConfig(
        id=SERVER_ID,
        name="Meridian-Live",
        connection=Connection(url, 1000, _SECRET),
        groups=("real\\*", "demo\\*"),
    )


def _connect_harbour_pay(house: House, actor: Actor) -> None:
    """Describe the provider of the open protocol, and tell it who we are."""
    settings.adopt(actor, OPEN_PSPS, (OpenPsp(ways.HARBOUR, "Harbour Pay", house.psp_url),))
    made = psps.make_key(actor, ways.HARBOUR)
    if made.key is None or made.token is None:
        raise AssertionError("a new key comes with its token")
    known = {"merchant_id": made.key.merchant_id, "token": made.token}
    hook = f"{ports.portal_url()}/api/hooks/pay/callback"
    house.post(f"{house.psp_url}/sim/merchant", {**known, "callback_url": hook})


def _ctrader_server(url: str) -> TradingServerConfig:
    return TradingServerConfig(
        id=CTRADER_ID,
        name="Meridian-cTrader",
        connection=Connection(
            url, 10012, _CTRADER_SECRET, platform="ctrader", ctrader=CtraderTerms("meridian")
        ),
        groups=("live-*", "demo-*"),
    )


def _account_types() -> tuple[AccountType, ...]:
    return (
        _type("standard-usd", "real\\standard-usd", "USD", "Standard", "标准", "قياسي", 100),
        _type("standard-eur", "real\\standard-eur", "EUR", "Standard", "标准", "قياسي", 100),
        _type("ecn-usd", "real\\ecn-usd", "USD", "ECN", "ECN", "ECN", 1000),
        _type("demo-usd", "demo\\standard-usd", "USD", "Demo", "模拟", "تجريبي", 0),
        _type(
            "ctrader-usd", "live-standard", "USD", "cTrader", "cTrader", "cTrader", 100, CTRADER_ID
        ),
        _type(
            "ctrader-eur", "live-standard", "EUR", "cTrader", "cTrader", "cTrader", 100, CTRADER_ID
        ),
        _type(
            "ctrader-demo",
            "demo-standard",
            "USD",
            "cTrader demo",
            "cTrader 模拟",
            "cTrader تجريبي",
            0,
            CTRADER_ID,
        ),
    )


def _type(
    type_id: str,
    group: str,
    currency: str,
    name: str,
    chinese: str,
    arabic: str,
    minimum: int,
    server_id: str = SERVER_ID,
) -> AccountType:
    is_demo = group.startswith("demo")
    return AccountType(
        id=type_id,
        server_id=server_id,
        group=group,
        currency=currency,
        kind=AccountKind.DEMO if is_demo else AccountKind.LIVE,
        name={
            "en": f"{name} {currency}",
            "zh": f"{chinese} {currency}",
            "ar": f"{arabic} {currency}",
        },
        leverages=(30, 100, 200, 500),
        default_leverage=100,
        min_deposit=Money.parse(str(minimum), currency),
        starting_balance=Money.parse("10000", currency) if is_demo else None,
        top_up_to=Money.parse("25000", currency) if is_demo else None,
    )


def _as_staff(staff_id: str) -> Actor:
    """The member of staff, acting."""
    who = staff.principal(staff_id)
    return Actor(
        Realm.STAFF,
        who.staff_id,
        who.name,
        role_ids=frozenset({who.role_id}),
        permissions=who.permissions,
        scope=who.scope,
    )


def _hire(owner: Actor) -> dict[str, str]:
    """Make the sample roles and their people; returns the staff id per role."""
    hired = {}
    for colleague in COLLEAGUES:
        description, permissions, scope = _ROLES[colleague.role]
        role = staff.add_role(
            owner,
            RoleDraft(colleague.role, description, frozenset(permissions), DataScope(**scope)),
        )
        draft = identity.Hiring(colleague.name, colleague.email, role.id, password=PASSWORD)
        hired[colleague.role] = identity.hire(owner, draft)
    return hired

"""Trades that were closed below brokers, as the feed stores them, and what became of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib import ports
from chalicelib.accounts import store as accounts
from chalicelib.accounts.model import AccountKind, LocalText, TradingAccount
from chalicelib.accounts.service import deals
from chalicelib.clients.model import Client, ClientKind
from chalicelib.core.actor import system
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.funds import public as funds
from chalicelib.funds.store import wallets
from chalicelib.gateways.trading.model import Deal, DealAction, DealEntry
from chalicelib.partners.model.earnings import Commission, EarnedDeal
from chalicelib.partners.model.plans import FixedScheme
from chalicelib.partners.model.terms import TermsChange
from chalicelib.partners.model.trades import Upline
from chalicelib.partners.rules import earning
from chalicelib.partners.service import terms
from chalicelib.partners.service.explaining import deal_key
from chalicelib.partners.store import earnings
from chalicelib.storage.unit import Unit
from tests.kit import partners
from tests.kit.clients import active_client, command
from tests.kit.plans import ANN

FEED = system("deals-feed")


def ib(above: Client | None = None, tier: str | None = None) -> Client:
    """An introducing broker below another, at a tier of the specification's structure."""
    code = above.referral_code if above else None
    client = active_client(kind=ClientKind.IB, referral_code=code)
    if tier is not None:
        at_tier(client, tier)
    return client


def at_tier(client: Client, tier: str) -> None:
    """Have staff give a broker another tier of the specification's structure."""
    wanted = TermsChange(tier=partners.RANKS.tiers.index(tier) + 1)
    terms.change(ANN, client.id, wanted, command())


def chain(*tiers: str) -> list[Client]:
    """Brokers one above the other, the nearest to a trader first, as a table prints them."""
    made: list[Client] = []
    for tier in reversed(tiers):
        made.append(ib(made[-1] if made else None, tier))
    return made[::-1]


def trader(above: Client | None = None) -> Client:
    """A trader whom ``above`` has brought."""
    return active_client(referral_code=above.referral_code if above else None)


def live_account(client_id: str, login: int = 5001) -> TradingAccount:
    """A live account in US dollars on the server ``mt5``, not stored."""
    return TradingAccount(
        id=f"acc_{client_id}{login}",
        client_id=client_id,
        server_id="mt5",
        login=login,
        account_type_id="standard",
        account_type=LocalText({"en": "Standard"}),
        group="real\\std",
        kind=AccountKind.LIVE,
        currency="USD",
        leverage=100,
        opened_at=ports.now() - timedelta(days=30),
    )


def account(client: Client, login: int = 5001, **changes: Any) -> TradingAccount:
    """The same, stored."""
    one = live_account(client.id, login)

    def work(unit: Unit) -> TradingAccount:
        return accounts.insert(unit, replace(one, **changes))

    return ports.transact(FEED, work)


def deal(held: TradingAccount, ticket: int, **changes: Any) -> Deal:
    """A deal that sold one lot of EURUSD with a profit of USD 200, closing position 900."""
    at = changes.get("at", ports.now())
    one = Deal(
        login=held.login,
        ticket=ticket,
        position_id=900,
        order=ticket,
        action=DealAction.SELL,
        entry=DealEntry.OUT,
        symbol="EURUSD",
        volume_ten_thousandths=10_000,
        contract_size=Decimal(100_000),
        price=Decimal("1.10000"),
        profit=Money.parse("200.00", held.currency),
        swap=Money.zero(held.currency),
        commission=Money.zero(held.currency),
        at=at,
        server_time_msc=int(at.timestamp() * 1000),
        comment="",
        reason="client",
    )
    return replace(one, **changes)


def traded(held: TradingAccount, ticket: int = 7002, **changes: Any) -> Deal:
    """A position that was open for an hour and is closed now, stored and told as the feed does.

    ``opened`` changes the opening deal, everything else the closing one.
    """
    opened = {"entry": DealEntry.IN, "action": DealAction.BUY, "profit": Money.zero(held.currency)}
    opened |= changes.pop("opened", {})
    closing = deal(held, ticket, position_id=ticket, **changes)
    at = opened.pop("at", closing.at - timedelta(hours=1))
    opening = deal(held, ticket - 1, position_id=ticket, at=at, **opened)
    store(held, opening, closing)
    return closing


def store(held: TradingAccount, *made: Deal) -> None:
    """Store, count and tell deals, one after the other."""
    for one in made:
        known = accounts.find(held.id) or replace(held, has_traded=True)
        ports.transact(FEED, lambda unit, kept=(known, one): deals.keep(unit, [kept]))


def commissions(client: Client, until: datetime | None = None) -> list[Commission]:
    """What a broker earned, the newest first."""
    return list(earnings.page(client.id, None, until, PageRequest(100)).items)


def wallet(client: Client, currency: str = "USD") -> str:
    """What lies in a wallet, as text; ``none`` where there is no wallet."""
    found = wallets.find(client.id, currency)
    return str(found.available) if found else "none"


def settled(
    recipient_id: str,
    client_id: str,
    ticket: int,
    plan: FixedScheme | None = None,
    *,
    is_rebate: bool = False,
    **changes: Any,
) -> str:
    """A deal of a trader that paid one broker USD 6.00, as `earning` stores it; its key.

    With another ``plan`` what that pays; ``is_rebate`` makes the broker the account's customer.
    """
    at = ports.now()
    trade = partners.trade(server_id="mt5", deal_id=str(ticket), closed_at=at)
    above = (Upline(recipient_id, 1, 3, is_rebate_customer=is_rebate),)
    earned = EarnedDeal(
        trade=trade,
        account_id=f"acc_{client_id}",
        login=ticket,
        client_id=client_id,
        settled_at=at,
        path=above,
        settlement=partners.settled(plan or partners.scheme(), above, deal_id=str(ticket)),
    )

    def work(unit: Unit) -> None:
        rows = earning.commissions(earned, ZoneInfo("UTC"))
        earnings.add_deal(unit, replace(earned, written=len(rows)))
        for row in rows:
            earnings.add(unit, replace(row, **changes))

    ports.transact(FEED, work)
    return deal_key("mt5", str(ticket))


def spent(client: Client, amount: str) -> None:
    """Somebody has used what they earned."""
    usd = Money.parse(amount, "USD")

    def work(unit: Unit) -> None:
        entry = funds.ledger.entry(
            unit,
            funds.Cause(funds.CauseType.ADJUSTMENT, unit.ids.new("adj", unit.now)),
            "post",
            funds.EntryKind.ADJUSTMENT,
            "spent",
            (
                funds.Posting(funds.available(client.id), -usd),
                funds.Posting(funds.FEE_INCOME, usd),
            ),
        )
        funds.ledger.post(unit, entry)

    ports.transact(FEED, work)

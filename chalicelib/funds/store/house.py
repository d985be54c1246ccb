"""House accounts: running balances in shards, so that no item is written too often.

DynamoDB takes about 1,000 writes a second on one item, half of that in transactions. The table of
shards below may grow at any time (a balance is the sum of all shards there are); it must not
shrink below what has been used, or old shards would be read but never reached again, which is
harmless, so even that loses nothing.
"""

import hashlib
from collections import defaultdict

from chalicelib.core.money import Money
from chalicelib.funds.model.ledger import AccountKind, Entry, HouseBalance, LedgerAccount
from chalicelib.funds.store import register
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Unit

SHARDS: dict[AccountKind, int] = {
    AccountKind.PSP_CLEARING: 16,
    AccountKind.BANK_CLEARING: 8,
    AccountKind.TRADING_CLEARING: 16,
    AccountKind.TRADING_CREDIT: 16,
    AccountKind.FEE_INCOME: 16,
    AccountKind.IB_COMMISSION_EXPENSE: 16,
    AccountKind.PROP_FEES: 8,
    AccountKind.PRIZES: 4,
    AccountKind.BONUS: 16,
    AccountKind.ADJUSTMENTS: 16,
    AccountKind.SUSPENSE: 4,
    AccountKind.CONVERSION: 8,
}


def add(unit: Unit, entry: Entry) -> None:
    """Add what ``entry`` posts to house accounts to one shard of each."""
    for (account, currency), minor in house_sums(entry).items():
        shard = shard_of(account, entry.id)
        sort = f"{account.code}#{currency}#{shard:02d}"
        unit.add(
            TABLE,
            Key(f"HOUSE#{account.code}#{shard:02d}", currency),
            {"balance_minor": minor, "entries": 1},
            {
                "account": account.code,
                "currency": currency,
                "by_register_pk": register.HOUSE,
                "by_register_sk": sort,
            },
        )


def house_sums(entry: Entry) -> dict[tuple[LedgerAccount, str], int]:
    """What ``entry`` adds to each house account it touches, per currency, in minor units."""
    result: dict[tuple[LedgerAccount, str], int] = defaultdict(int)
    for posting in entry.postings:
        if not posting.account.is_wallet:
            result[posting.account, posting.amount.currency] += posting.amount.minor
    return dict(result)


def shard_of(account: LedgerAccount, entry_id: str) -> int:
    """The shard of ``account`` that an entry goes to: any, but always the same."""
    number = int(hashlib.sha256(entry_id.encode()).hexdigest()[:8], 16)
    return number % SHARDS[account.kind]


def balances() -> list[HouseBalance]:
    """Every house account and currency there is, by name."""
    keys = [key for _, key in register.every(register.HOUSE)]
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for item in TABLE.get_many(keys).values():
        place = (item["account"], item["currency"])
        minor, entries = sums.get(place, (0, 0))
        sums[place] = (minor + item["balance_minor"], entries + item["entries"])
    return [
        HouseBalance(account, Money(minor, currency), entries)
        for (account, currency), (minor, entries) in sorted(sums.items())
    ]

"""Who may be sent money, what of them is shown, and how much of a day is left. Pure."""

from dataclasses import replace

from chalicelib.core.money import Money
from chalicelib.core.veil import HIDDEN_TEXT
from chalicelib.funds.model.client_transfers import (
    DailyLimitReached,
    RecipientUnavailable,
    SentToday,
    ThirdPartyOff,
    ThirdPartyRules,
)
from chalicelib.funds.model.rates import RateMissing


def check_offered(rules: ThirdPartyRules) -> None:
    """Return if clients may send money to each other at all.

    Raises:
        ThirdPartyOff.
    """
    if not rules.enabled:
        raise ThirdPartyOff("money is not sent to other clients here")


def check_recipient(
    *, is_active: bool, is_identified: bool, wallet_is_open: bool, account_is_open: bool = True
) -> None:
    """Return if a client can receive.

    Raises:
        RecipientUnavailable: with its ``problem``.
    """
    fine = {
        "inactive": is_active,
        "unverified": is_identified,
        "wallet_closed": wallet_is_open,
        "account_closed": account_is_open,
    }
    for problem, is_fine in fine.items():
        if not is_fine:
            raise RecipientUnavailable("cannot receive now", field="recipient", problem=problem)


def masked_name(name: str) -> str:
    """Enough of a name to recognise whom one knows: ``L*** W***``."""
    return " ".join(f"{word[0]}{HIDDEN_TEXT}" for word in name.split())


def masked_number(login: int) -> str:
    """Enough of an account's number to recognise it: ``***123``."""
    return f"{HIDDEN_TEXT}{str(login)[-3:]}"


def of_day(stored: SentToday | None, client_id: str, day: str, base: str) -> SentToday:
    """What counts on ``day``, in the base currency: nothing of another day, or another currency."""
    if stored is not None and stored.day == day and stored.total.currency == base:
        return stored
    return SentToday(client_id, day, Money.zero(base), version=stored.version if stored else 0)


def sent(before: SentToday, amount: Money, rules: ThirdPartyRules) -> SentToday:
    """The day after ``amount``, in its currency, has been sent too.

    Raises:
        DailyLimitReached. RateMissing: there is a limit that the amount cannot be compared with.
    """
    if before.count >= rules.transfers_a_day:
        raise DailyLimitReached("enough transfers for today", limit=rules.transfers_a_day, left=0)
    base = before.total.currency
    if amount.currency != base:
        if rules.most_a_day is not None:
            raise RateMissing(base=amount.currency, quote=base, direction="transfer")
        return replace(before, count=before.count + 1)
    total = before.total + amount
    left = left_of(before, rules)
    if left is not None and amount > left:
        raise DailyLimitReached(
            "more than is left for today",
            field="amount",
            limit=rules.most_a_day,
            left=str(left),
            currency=base,
        )
    return replace(before, total=total, count=before.count + 1)


def left_of(today: SentToday, rules: ThirdPartyRules) -> Money | None:
    """How much can still be sent today; None without a limit."""
    if rules.most_a_day is None:
        return None
    limit = Money.parse(rules.most_a_day, today.total.currency)
    return max(limit - today.total, Money.zero(limit.currency))


def returned(before: SentToday, counted: Money, counted_on: str) -> SentToday:
    """The day after something that counts on it came back; on another day nothing changes."""
    if before.day != counted_on or not before.count:
        return before
    same = counted.currency == before.total.currency
    total = before.total - counted if same else before.total
    return replace(before, total=total, count=before.count - 1)

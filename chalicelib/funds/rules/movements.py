"""Which movements a list of all clients' shows, and what they come to. Pure."""

from collections import defaultdict
from collections.abc import Iterable

from chalicelib.core.money import Money
from chalicelib.funds.model.movements import MovementsSought, Touched
from chalicelib.funds.model.transactions import Total, Transaction, TransactionKind


def matches(
    one: Transaction, owner_id: str | None, referrer_id: str | None, sought: MovementsSought
) -> bool:
    """Whether a list of what is ``sought`` shows this movement of a client with these.

    On which server its account is, it does not tell.
    """
    return (
        sought.kind in (None, one.kind)
        and sought.currency in (None, one.amount.currency)
        and sought.login in (None, _login(one))
        and (sought.touched is None or sought.touched in touched(one))
        and (sought.owner_ids is None or (owner_id or "") in sought.owner_ids)
        and sought.referrer_id in (None, referrer_id)
        and _is_large_as(one.amount, sought)
        and (sought.since is None or sought.since <= one.at)
        and (sought.until is None or one.at < sought.until)
    )


def touched(one: Transaction) -> frozenset[Touched]:
    """Where a movement is seen."""
    in_wallet = {Touched.WALLET} if one.available_after is not None else set()
    on_account = {Touched.ACCOUNT} if one.account_id is not None else set()
    return frozenset(in_wallet | on_account)


def _login(one: Transaction) -> int | None:
    return int(one.login) if one.login and one.login.isdecimal() else None


def _is_large_as(amount: Money, sought: MovementsSought) -> bool:
    size = abs(amount.as_decimal())
    return (sought.at_least is None or size >= sought.at_least) and (
        sought.at_most is None or size <= sought.at_most
    )


def summed(found: Iterable[Transaction]) -> tuple[Total, ...]:
    """The sums of movements by kind and currency, with their signs."""
    minors: dict[tuple[TransactionKind, str], list[int]] = defaultdict(list)
    for one in found:
        minors[one.kind, one.amount.currency].append(one.amount.minor)
    return tuple(
        Total(kind, Money(sum(amounts), currency), len(amounts))
        for (kind, currency), amounts in sorted(minors.items())
    )

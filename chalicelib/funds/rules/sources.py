"""What of a withdrawal goes back to where money came from, and when it may go elsewhere. Pure.

The custom of the trade: deposits go back to their source first, and only what was earned beyond
them goes another way. Of a wallet, earned is what it holds beyond all that has not gone back.
"""

from collections.abc import Collection
from dataclasses import replace

from chalicelib.core.money import Money
from chalicelib.funds.model.sources import Returned, ReturnToSource, Sources


def with_deposit(sources: Sources, method_id: str, amount: Money) -> Sources:
    """The sources after ``amount`` was deposited by ``method_id``."""
    before = sources.amounts.get(method_id, 0)
    return replace(sources, amounts={**sources.amounts, method_id: before + amount.minor})


def with_back(sources: Sources, returned: Returned) -> Sources:
    """The sources after what had gone back is in the wallet once more."""
    amounts = dict(sources.amounts)
    for method_id, minor in returned.items():
        amounts[method_id] = amounts.get(method_id, 0) + minor
    return replace(sources, amounts=amounts)


def without(sources: Sources, returned: Returned) -> Sources:
    """The sources after ``returned`` has gone back; one that is used up is forgotten."""
    left = {
        method_id: minor - returned.get(method_id, 0)
        for method_id, minor in sources.amounts.items()
    }
    return replace(sources, amounts={key: minor for key, minor in left.items() if minor > 0})


def returned_by(
    sources: Sources, amount: Money, returns_to: Collection[str], available: Money
) -> Returned:
    """What of a withdrawal of ``amount`` goes back to sources, by deposit method.

    First to those that its method ``returns_to``; then it is what was earned; what goes beyond
    that too is other sources' money that the broker lets leave this way, and counts as gone back.
    """
    own = [one for one in sources.amounts if one in returns_to]
    returned = _drawn(sources, own, amount.minor)
    rest = amount.minor - sum(returned.values())
    earned = max(available.minor - sources.total, 0)
    others = [one for one in sources.amounts if one not in returns_to]
    return returned | _drawn(sources, others, max(rest - earned, 0))


def _drawn(sources: Sources, methods: list[str], wanted: int) -> dict[str, int]:
    drawn: dict[str, int] = {}
    for method_id in methods:
        part = min(sources.amounts[method_id], wanted - sum(drawn.values()))
        if part > 0:
            drawn[method_id] = part
    return drawn


def check(sources: Sources, amount: Money, returns_to: Collection[str], available: Money) -> None:
    """Refuse a withdrawal that would take what has to go back another way.

    Raises:
        ReturnToSource.
    """
    others = {key: minor for key, minor in sources.amounts.items() if key not in returns_to}
    most = max(available.minor - sum(others.values()), 0)
    if not others or amount.minor <= most:
        return
    source, outstanding = next(iter(others.items()))
    raise ReturnToSource(
        "what came another way goes back that way first",
        field="method_id",
        source=source,
        outstanding=str(Money(outstanding, amount.currency)),
        most=str(Money(most, amount.currency)),
        currency=amount.currency,
    )

"""Fixed schemes: the rules F1, F2 and F6 over a trade and the chain above its trader.

F1, rank: each tier owns one slot, paid once per trade. Going up, whoever is above the highest tier
passed so far gets all slots from there up to their own. F2, level: whoever is at a distance gets
that distance's amount. F6: shares of what downlines received as basic, never of one another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.partners.model.plans import (
    Basic,
    Calculation,
    FixedScheme,
    RankStructure,
    Structure,
    SymbolGroup,
    SymbolValues,
)
from chalicelib.partners.model.receipts import (
    Base,
    Component,
    Measure,
    Receipt,
    Settlement,
    Slot,
    Unpaid,
)
from chalicelib.partners.model.trades import ClosedTrade, Reason, Upline
from chalicelib.partners.rules import matching, measuring, receipts
from chalicelib.partners.rules.exact import times, total

Outcome = Receipt | Unpaid


def check_fits(scheme: FixedScheme, ranks: RankStructure) -> None:
    """Refuse a scheme whose rank tables are not exactly as long as the structure has tiers.

    Raises:
        Invalid: ``amounts_do_not_fit`` with the ``tiers`` there are.
    """
    for place, basic in enumerate(scheme.basics):
        by_rank = basic.structure is Structure.RANK
        if by_rank and len(basic.amounts) != len(ranks.tiers):
            raise Invalid(
                "one amount for each tier",
                code="amounts_do_not_fit",
                field=f"basics.{place}.amounts",
                tiers=len(ranks.tiers),
            )


def settle(
    scheme: FixedScheme,
    groups: Mapping[str, SymbolGroup],
    trade: ClosedTrade,
    uplines: Sequence[Upline],
    calculation: Calculation,
    values: SymbolValues,
) -> Settlement:
    """What ``trade`` pays under ``scheme`` to ``uplines`` (the nearest first), and why."""
    if not uplines:
        return Settlement(reason=Reason.NO_UPLINE)
    if refused := measuring.refusal(trade, calculation):
        return Settlement(reason=refused)
    found = matching.rate_for(scheme.basics, groups, trade)
    if isinstance(found, Reason):
        return Settlement(reason=found)
    basic, symbol = found
    measure = measuring.measured(trade, symbol, basic.type, scheme.currency, values)
    if isinstance(measure, Reason):
        return Settlement(reason=measure)
    return _settled(scheme, basic, measure, uplines)


def _settled(
    scheme: FixedScheme, basic: Basic, measure: Measure, uplines: Sequence[Upline]
) -> Settlement:
    unit = receipts.per_rate(measure)
    by = by_rank if basic.structure is Structure.RANK else by_level
    first = by(basic.amounts, measure, unit, uplines)
    paid = tuple([one for one in first if isinstance(one, Receipt)])
    shared = (
        *overriding(scheme.overriding, paid, uplines),
        *same_rank(scheme.same_rank, paid, uplines),
    )
    headline = times(total(basic.amounts), unit)
    reached = Money(sum([one.amount.minor for one in paid]), measure.currency).as_decimal()
    return Settlement(
        receipts=(*paid, *[one for one in shared if isinstance(one, Receipt)]),
        unpaid=tuple([one for one in (*first, *shared) if isinstance(one, Unpaid)]),
        currency=measure.currency,
        headline=headline,
        shortfall=() if reached == headline else _shortfall(basic, first, paid, uplines),
    )


def by_rank(
    amounts: Sequence[Decimal], measure: Measure, unit: Decimal, uplines: Iterable[Upline]
) -> tuple[Outcome, ...]:
    """F1. Whoever is barred or without a tier is passed over: their slot goes to the next higher.

    ``unit`` is what a rate of one comes to (`receipts.per_rate`). The sum of all receipts never
    exceeds it times the sum of ``amounts``.
    """
    outcomes: list[Outcome] = []
    table = _slots(tuple(amounts))
    highest = 0
    for upline in uplines:
        tier = upline.tier
        if upline.barred is not None or tier is None or tier <= highest:
            reason = upline.barred or _rank_reason(tier, highest)
            outcomes.append(Unpaid(Component.BASIC, upline.client_id, upline.level, reason))
            continue
        slots = table[highest:tier]
        highest = tier
        outcomes.append(
            receipts.of_trade(Component.BASIC, upline, measure, unit, slots, Structure.RANK)
        )
    return tuple(outcomes)


@lru_cache(maxsize=256)
def _slots(amounts: tuple[Decimal, ...]) -> tuple[Slot, ...]:
    """The table that a rate's amounts are: the first one is of place 1."""
    return tuple(Slot(place, amount) for place, amount in enumerate(amounts, start=1))


def _rank_reason(tier: int | None, highest: int) -> Reason:
    """Why a tier that is not above the ``highest`` gets nothing."""
    if tier is None:
        return Reason.NO_TIER
    return Reason.SLOT_TAKEN if tier == highest else Reason.BELOW_A_HIGHER_TIER


def by_level(
    amounts: Sequence[Decimal], measure: Measure, unit: Decimal, uplines: Iterable[Upline]
) -> tuple[Outcome, ...]:
    """F2. Tiers do not matter; the level of whoever is barred goes to nobody else."""
    outcomes: list[Outcome] = []
    table = _slots(tuple(amounts))
    for upline in uplines:
        beyond = Reason.BEYOND_THE_LEVELS if upline.level > len(amounts) else None
        if reason := upline.barred or beyond:
            outcomes.append(Unpaid(Component.BASIC, upline.client_id, upline.level, reason))
            continue
        slots = table[upline.level - 1 : upline.level]
        outcomes.append(
            receipts.of_trade(Component.BASIC, upline, measure, unit, slots, Structure.LEVEL)
        )
    return tuple(outcomes)


def overriding(
    percents: Sequence[Decimal], paid: Sequence[Receipt], uplines: Sequence[Upline]
) -> tuple[Outcome, ...]:
    """F6, overriding: of what each downline received, by how far above them somebody is."""

    def generation(upline: Upline, receipt: Receipt) -> int | None:
        return upline.level - receipt.level

    return _shared(Component.OVERRIDING, percents, paid, uplines, generation)


def same_rank(
    percents: Sequence[Decimal], paid: Sequence[Receipt], uplines: Sequence[Upline]
) -> tuple[Outcome, ...]:
    """F6, same rank: of what a downline of the same tier received.

    The nearest upline of that tier is the first generation, the next one of it the second: in the
    specification's table a Diamond three places above the first one gets the first percentage.
    """

    def generation(upline: Upline, receipt: Receipt) -> int | None:
        if upline.tier is None or upline.tier != receipt.tier:
            return None
        between = (one for one in uplines if receipt.level < one.level <= upline.level)
        return sum(one.tier == receipt.tier for one in between)

    return _shared(Component.SAME_RANK, percents, paid, uplines, generation)


def _shared(
    component: Component,
    percents: Sequence[Decimal],
    paid: Sequence[Receipt],
    uplines: Sequence[Upline],
    generation: Callable[[Upline, Receipt], int | None],
) -> tuple[Outcome, ...]:
    """The shares of ``percents`` by generation; those below are whom ``paid`` went to."""
    outcomes: list[Outcome] = []
    for upline in uplines if percents else ():
        pairs = [
            (Base(one.recipient_id, one.level, one.amount), Slot(place, percents[place - 1]))
            for one in paid
            if one.level < upline.level
            and (place := generation(upline, one) or 0) in range(1, len(percents) + 1)
        ]
        if not pairs:
            continue
        if upline.barred:
            outcomes.append(Unpaid(component, upline.client_id, upline.level, upline.barred))
            continue
        bases, slots = zip(*pairs, strict=True)
        outcomes.append(receipts.of_bases(component, upline, bases, slots))
    return tuple(outcomes)


def _shortfall(
    basic: Basic,
    outcomes: Sequence[Outcome],
    paid: Sequence[Receipt],
    uplines: Sequence[Upline],
) -> tuple[Reason, ...]:
    """Why the basic commissions do not reach the headline."""
    reached = _reached(basic.structure, uplines)
    above = {one.level for one in uplines if one.tier is None or one.tier > reached}
    reasons = [
        one.reason
        for one in outcomes
        if isinstance(one, Unpaid)
        and one.reason not in _HARMLESS
        and (basic.structure is Structure.LEVEL or one.level in above)
    ]
    if reached < len(basic.amounts):
        reasons.append(Reason.NOBODY_FOR_THE_REST)
    if any(one.exact != one.amount.as_decimal() for one in paid):
        reasons.append(Reason.ROUNDS_TO_NOTHING)
    return tuple(dict.fromkeys(reasons))


def _reached(structure: Structure, uplines: Sequence[Upline]) -> int:
    """How far up the table there is somebody: the highest tier, or the farthest level."""
    if structure is Structure.LEVEL:
        return len(uplines)
    return max((one.tier or 0 for one in uplines if one.barred is None), default=0)


_HARMLESS = frozenset({Reason.SLOT_TAKEN, Reason.BELOW_A_HIGHER_TIER, Reason.BEYOND_THE_LEVELS})

"""Which tier figures are good for, what a settlement makes of it, and when it is due. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.plans import RankStructure
from chalicelib.partners.model.tiers import (
    Cause,
    Check,
    CheckKind,
    Criteria,
    DepositGoal,
    Every,
    Figures,
    Join,
    Method,
    OutcomeState,
    TierCheck,
    TierOutcome,
    TierRule,
    TierSchedule,
    Window,
)

_LONGEST_DAYS = 32
_PREFIX = "tst_"
_LONGEST_ID = 14


def settlement_id(due_at: datetime) -> str:
    """What a settlement is called: the moment it was due, as milliseconds."""
    return f"{_PREFIX}{round(due_at.timestamp() * 1000)}"


def settlement_moment(called: str) -> datetime:
    """The inverse of `settlement_id`.

    Raises:
        NotFound: nothing is called so.
    """
    digits = called.removeprefix(_PREFIX)
    if called == digits or not digits.isdecimal() or len(digits) > _LONGEST_ID:
        raise NotFound(what="tier_settlement")
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(digits))


def check_rule(rule: TierRule, ranks: RankStructure) -> None:
    """Refuse a rule that could not be settled by.

    Raises:
        Invalid: ``tier_unknown`` with the ``tiers`` there are, ``tier_twice``,
            ``criteria_missing``, ``currency_twice``, ``branch_above_total``,
            ``currencies_differ``; each at its field.
    """
    seen: set[int] = set()
    for place, one in enumerate(rule.tiers):
        field = f"tiers.{place}"
        if one.tier > len(ranks.tiers):
            raise Invalid(
                "no such tier", code="tier_unknown", field=f"{field}.tier", tiers=len(ranks.tiers)
            )
        if one.tier in seen:
            raise Invalid("a tier has one row", code="tier_twice", field=f"{field}.tier")
        if not one.asks_something:
            raise Invalid("a tier asks something", code="criteria_missing", field=field)
        seen.add(one.tier)
        _check_amounts(one, field)


def _check_amounts(criteria: Criteria, field: str) -> None:
    lists = {
        "deposits": [one.total for one in criteria.deposits],
        "own_deposits": list(criteria.own_deposits),
    }
    for name, amounts in lists.items():
        if len({one.currency for one in amounts}) < len(amounts):
            raise Invalid("one amount per currency", code="currency_twice", field=f"{field}.{name}")
    for place, goal in enumerate(criteria.deposits):
        if goal.per_branch is not None and goal.per_branch.minor > goal.total.minor:
            raise Invalid(
                "a branch cannot be asked for more than all together",
                code="branch_above_total",
                field=f"{field}.deposits.{place}.per_branch",
            )


def checked(criteria: Criteria, figures: Figures) -> TierCheck:
    """What one tier asks against what was counted."""
    deposits = [_deposits(one, figures) for one in criteria.deposits]
    own = [_own(one, figures) for one in criteria.own_deposits]
    rest: list[Check] = []
    if criteria.lots:
        rest.append(_at_least(CheckKind.LOTS, criteria.lots, figures.lots))
    if criteria.active_clients:
        wanted, found = Decimal(criteria.active_clients), Decimal(figures.active_clients)
        rest.append(_at_least(CheckKind.ACTIVE_CLIENTS, wanted, found))
    is_met = (
        _joined(deposits, criteria.joined)
        and _joined(own, criteria.joined)
        and all(one.is_met for one in rest)
    )
    return TierCheck(criteria.tier, is_met, criteria.joined, (*deposits, *own, *rest))


def _joined(checks: Sequence[Check], joined: Join) -> bool:
    met = [one.is_met for one in checks]
    return all(met) if joined is Join.AND or not met else any(met)


def _deposits(goal: DepositGoal, figures: Figures) -> Check:
    currency = goal.total.currency
    if goal.per_branch is None:
        reached, back = figures.deposits.get(currency, 0), figures.back.get(currency, 0)
        return _amount(CheckKind.DEPOSITS, goal.total, reached, back)
    found = {name: one.get(currency, 0) for name, one in figures.branches.items()}
    sums = list(found.values())
    counting = {name: one for name, one in found.items() if one >= goal.per_branch.minor}
    full = list(counting.values())
    back = sum(figures.branches_back.get(name, {}).get(currency, 0) for name in counting)
    return replace(
        _amount(CheckKind.DEPOSITS, goal.total, sum(full), back),
        per_branch=str(goal.per_branch),
        branches=len(full),
        branches_short=len([one for one in sums if one]) - len([one for one in full if one]),
    )


def _own(wanted: Money, figures: Figures) -> Check:
    found = figures.own_deposits.get(wanted.currency, 0)
    back = figures.own_back.get(wanted.currency, 0)
    return _amount(CheckKind.OWN_DEPOSITS, wanted, found, back)


def _amount(kind: CheckKind, wanted: Money, minor: int, back: int) -> Check:
    reached = Money(minor, wanted.currency)
    return Check(
        kind,
        str(wanted),
        str(reached),
        minor >= wanted.minor,
        wanted.currency,
        back=str(Money(back, wanted.currency)) if back else "",
    )


def _at_least(kind: CheckKind, wanted: Decimal, found: Decimal) -> Check:
    return Check(kind, f"{wanted:f}", f"{found:f}", found >= wanted)


@dataclass(frozen=True)
class Standing:
    """Where a broker stands when their turn comes.

    ``tier`` is the one they hold in the structure of the rule; ``holds_other`` says that they hold
    one of another structure, ``planned`` that staff have given them other terms from a later day.
    """

    client_id: str
    structure_id: str
    tier: int | None
    holds_other: bool = False
    planned: bool = False


def settled(
    rule: TierRule, ranks: RankStructure, standing: Standing, figures: Figures, at: datetime
) -> TierOutcome:
    """What a settlement makes of one broker: the highest tier whose criteria are all met."""
    checks = tuple(checked(one, figures) for one in sorted(rule.tiers, key=lambda it: it.tier))
    met = [one.tier for one in checks if one.is_met]
    reached = max(met) if met else None
    state, cause = _came_to(rule, standing, reached)
    wanted = reached or (1 if state is not OutcomeState.UNCHANGED else None)
    return TierOutcome(
        client_id=standing.client_id,
        settlement_at=at,
        at=at,
        structure_id=rule.structure_id,
        rule_name=rule.name,
        rule_number=rule.number,
        method=rule.method,
        window=figures.window,
        tiers=ranks.tiers,
        before=standing.tier,
        reached=wanted,
        state=state,
        cause=cause,
        checks=checks,
    )


def _came_to(
    rule: TierRule, standing: Standing, reached: int | None
) -> tuple[OutcomeState, Cause | None]:
    held, good_for = standing.tier or 0, reached or 1
    manual = rule.method is Method.MANUAL
    rises = reached is not None and reached > held
    falls = rule.demotes and standing.client_id not in rule.spared and held > good_for
    if rises or falls:
        if manual:
            return OutcomeState.PENDING, None
        if standing.holds_other:
            return OutcomeState.FAIL, Cause.RANK_CHANGED
        if standing.planned:
            return OutcomeState.FAIL, Cause.CHANGE_PLANNED
        return OutcomeState.SUCCESS, None
    if reached is not None and held > reached and not manual:
        return OutcomeState.FAIL, Cause.HIGHER_TIER
    return OutcomeState.UNCHANGED, None


def check_open(outcome: TierOutcome) -> None:
    """Refuse a decision on what is not waiting for one.

    Raises:
        Conflict: ``tier_outcome_closed`` with its ``state``.
    """
    if outcome.state not in (OutcomeState.FAIL, OutcomeState.PENDING):
        raise Conflict(
            "this is decided, or a newer settlement has come",
            code="tier_outcome_closed",
            state=outcome.state.value,
        )


def next_asked(rule: TierRule, tier: int | None) -> Criteria | None:
    """What the next higher tier that the rule knows asks of somebody at ``tier``."""
    higher = [one for one in rule.tiers if one.tier > (tier or 0)]
    return min(higher, key=lambda one: one.tier) if higher else None


def last_due(schedule: TierSchedule, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The last moment by ``now`` at which tiers were to be settled; None for never."""
    return _due(schedule, now, zone, -1)


def next_due(schedule: TierSchedule, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment after ``now`` at which tiers are to be settled; None for never."""
    return _due(schedule, now, zone, 1)


def _due(schedule: TierSchedule, now: datetime, zone: ZoneInfo, step: int) -> datetime | None:
    if schedule.every is Every.NEVER:
        return None
    today = now.astimezone(zone).date()
    at = time.fromisoformat(schedule.time)
    for days in range(_LONGEST_DAYS + 1):
        day = today + timedelta(days=step * days)
        moment = datetime.combine(day, at, zone).astimezone(now.tzinfo)
        fits = moment <= now if step < 0 else moment > now
        if fits and _is_day(schedule, day):
            return moment
    raise AssertionError("every schedule has a day in each month")


def _is_day(schedule: TierSchedule, day: date) -> bool:
    match schedule.every:
        case Every.WEEK:
            return day.isoweekday() == schedule.weekday
        case Every.MONTH:
            return day.day == schedule.day
        case _:
            return True


def window(months: int, at: datetime, zone: ZoneInfo) -> Window:
    """The months that count for a settlement at ``at``: up to that of the day before."""
    day = at.astimezone(zone).date() - timedelta(days=1)
    last = day.year * 12 + day.month - 1
    first = last - months + 1
    return Window(_month(first) if months else "", _month(last))


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"

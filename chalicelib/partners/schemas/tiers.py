"""What the routes of tier rules take and answer."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field

from chalicelib.core.money import Money
from chalicelib.edge.schemas import (
    AmountText,
    Body,
    CurrencyCode,
    Instant,
    MoneyOut,
    View,
)
from chalicelib.partners.model.plans import MAX_TIERS
from chalicelib.partners.model.tiers import (
    MAX_CURRENCIES,
    MAX_MONTHS,
    MAX_SPARED,
    Criteria,
    DepositGoal,
    Join,
    Method,
    TierRule,
)
from chalicelib.partners.schemas.receipts import Exact
from chalicelib.partners.service.tier_rules import RuleBoard, RuleSheet

_ClientId = Annotated[str, Field(min_length=1, max_length=40)]


class GoalForm(Body):
    """What everybody below is to have deposited; a branch with less than ``per_branch`` does not
    count."""

    currency: CurrencyCode
    total: AmountText
    per_branch: AmountText | None = None


class OwnGoalForm(Body):
    """What the broker is to have deposited."""

    currency: CurrencyCode
    amount: AmountText


class CriteriaForm(Body):
    """What a tier asks; what is empty or 0 is not asked."""

    tier: Annotated[int, Field(ge=2, le=MAX_TIERS)]
    joined: Annotated[Join, Field(strict=False)] = Join.AND
    deposits: Annotated[list[GoalForm], Field(max_length=MAX_CURRENCIES)] = []
    own_deposits: Annotated[list[OwnGoalForm], Field(max_length=MAX_CURRENCIES)] = []
    lots: Annotated[Decimal, Field(ge=0, le=100_000_000, decimal_places=4)] = Decimal(0)
    active_clients: Annotated[int, Field(ge=0, le=1_000_000)] = 0

    def criteria(self, place: int) -> Criteria:
        """The same for the use case; ``place`` is its row in the rule.

        Raises:
            Invalid: an amount is malformed, at its field.
        """
        field = f"tiers.{place}"
        return Criteria(
            tier=self.tier,
            joined=self.joined,
            deposits=tuple(
                _goal(one, f"{field}.deposits.{at}") for at, one in enumerate(self.deposits)
            ),
            own_deposits=tuple(
                Money.parse(one.amount, one.currency, field=f"{field}.own_deposits.{at}.amount")
                for at, one in enumerate(self.own_deposits)
            ),
            lots=self.lots,
            active_clients=self.active_clients,
        )


def _goal(form: GoalForm, field: str) -> DepositGoal:
    total = Money.parse(form.total, form.currency, field=f"{field}.total")
    if form.per_branch is None:
        return DepositGoal(total)
    return DepositGoal(
        total, Money.parse(form.per_branch, form.currency, field=f"{field}.per_branch")
    )


class TierRuleForm(Body):
    """A rule as it is to be; ``expected`` is the number of the one that was seen, 0 for none."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    method: Annotated[Method, Field(strict=False)]
    enabled: bool = True
    months: Annotated[int, Field(ge=0, le=MAX_MONTHS)] = 0
    demotes: bool = False
    spared: Annotated[list[_ClientId], Field(max_length=MAX_SPARED)] = []
    tiers: Annotated[list[CriteriaForm], Field(min_length=1, max_length=MAX_TIERS)]
    expected: Annotated[int, Field(ge=0)] = 0

    def rule(self, structure_id: str) -> TierRule:
        """The same for the use case."""
        return TierRule(
            structure_id=structure_id,
            name=self.name,
            method=self.method,
            enabled=self.enabled,
            months=self.months,
            demotes=self.demotes,
            spared=tuple(dict.fromkeys(self.spared)),
            tiers=tuple(one.criteria(place) for place, one in enumerate(self.tiers)),
        )


class GoalView(View):
    """What everybody below is to have deposited in one currency."""

    currency: str
    total: str
    per_branch: str | None

    @classmethod
    def of(cls, noun: DepositGoal) -> Self:
        """See `View.of`."""
        branch = None if noun.per_branch is None else str(noun.per_branch)
        return cls(currency=noun.total.currency, total=str(noun.total), per_branch=branch)


class CriteriaView(View):
    """What a tier asks."""

    tier: int
    joined: Join
    deposits: list[GoalView]
    own_deposits: list[MoneyOut]
    lots: Exact
    active_clients: int

    @classmethod
    def of(cls, noun: Criteria) -> Self:
        """See `View.of`."""
        return cls(
            tier=noun.tier,
            joined=noun.joined,
            deposits=[GoalView.of(one) for one in noun.deposits],
            own_deposits=list(noun.own_deposits),
            lots=noun.lots,
            active_clients=noun.active_clients,
        )


class TierRuleView(View):
    """A rule with the tiers of its rank structure, the lowest first; ``number`` counts changes."""

    structure_id: str
    structure_name: str
    structure_tiers: list[str]
    name: str
    method: Method
    enabled: bool
    months: int
    demotes: bool
    spared: list[str]
    tiers: list[CriteriaView]
    number: int
    changed_at: Instant | None
    by_name: str

    @classmethod
    def of(cls, noun: RuleSheet) -> Self:
        """See `View.of`."""
        rule = noun.rule
        return cls(
            structure_id=rule.structure_id,
            structure_name=noun.structure_name,
            structure_tiers=list(noun.tiers),
            name=rule.name,
            method=rule.method,
            enabled=rule.enabled,
            months=rule.months,
            demotes=rule.demotes,
            spared=list(rule.spared),
            tiers=[CriteriaView.of(one) for one in rule.tiers],
            number=rule.number,
            changed_at=rule.changed_at,
            by_name=rule.by_name,
        )


class TierRulesView(View):
    """All rules; while a settlement runs they cannot be changed."""

    items: list[TierRuleView]
    running_at: Instant | None
    settles_at: Instant | None

    @classmethod
    def of(cls, noun: RuleBoard) -> Self:
        """See `View.of`."""
        return cls(
            items=[TierRuleView.of(one) for one in noun.rules],
            running_at=noun.running_at,
            settles_at=noun.settles_at,
        )

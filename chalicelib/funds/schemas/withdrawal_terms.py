"""How a client may withdraw, and what holds for a withdrawal that they have in mind."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.core.money import Money, exponent
from chalicelib.edge.forms import FormFieldView
from chalicelib.edge.schemas import (
    AmountText,
    Body,
    CurrencyCode,
    Instant,
    MoneyOut,
    View,
)
from chalicelib.funds.model.methods import MethodIcon, WithdrawalMethodKind
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.prechecks import ConditionCode
from chalicelib.funds.model.withdrawals import WithdrawalDraft
from chalicelib.funds.schemas.windows import WindowView
from chalicelib.identity.public import SecuredBy


class MethodCurrencyView(View):
    """Limits and fee in one currency, whole units; ``fee_percent`` of the amount, capped."""

    currency: str
    min: MoneyOut
    max: MoneyOut
    fee_percent: str
    fee_cap: MoneyOut | None
    decimals: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Amounts with their currency."""
        cap = noun.fee.cap
        return cls.model_validate(
            {
                "currency": noun.currency,
                "min": Money.parse(noun.minimum, noun.currency),
                "max": Money.parse(noun.maximum, noun.currency),
                "fee_percent": str(noun.fee.percent),
                "fee_cap": None if cap is None else Money.parse(cap, noun.currency),
                "decimals": exponent(noun.currency) if noun.decimals is None else noun.decimals,
            }
        )


class WithdrawalMethodView(View):
    """One way to be paid."""

    id: str
    name: dict[str, str]
    kind: WithdrawalMethodKind
    icon: MethodIcon
    instructions: dict[str, str]
    currencies: list[MethodCurrencyView]
    converts: bool
    fields: list[FormFieldView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Each part by its own view."""
        return cls(
            id=noun.id,
            name=noun.name,
            kind=noun.kind,
            icon=noun.icon,
            converts=noun.converts,
            instructions=noun.instructions,
            currencies=[MethodCurrencyView.of(one) for one in noun.currencies],
            fields=[FormFieldView.of(one) for one in noun.fields],
        )


class SecurityHoldView(View):
    """Nothing is paid out before ``ends_at``, because ``what`` secures the account has changed."""

    ends_at: Instant
    what: SecuredBy


class ConditionView(View):
    """One condition of a withdrawal: ``refusal`` is the code it would be refused with now."""

    code: ConditionCode
    passed: bool
    refusal: str | None
    facts: dict[str, str]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Facts as texts."""
        facts = {name: str(value) for name, value in noun.facts.items()}
        return cls(code=noun.code, passed=noun.passed, refusal=noun.refusal, facts=facts)


class WithdrawalTermsQuery(Body):
    """What the client has in mind; without an amount only what holds for any is told."""

    amount: AmountText | None = None
    currency: CurrencyCode | None = None
    payout_currency: CurrencyCode | None = None
    method_id: Annotated[str, Field(max_length=40)] = ""
    details_id: Annotated[str, Field(max_length=60)] = ""
    account_id: Annotated[str, Field(max_length=60)] | None = None

    def draft(self) -> WithdrawalDraft | None:
        """The same for the use case.

        Raises:
            Invalid: the faults of `Money.parse`.
        """
        if self.amount is None or self.currency is None:
            return None
        amount = Money.parse(self.amount, self.currency)
        return WithdrawalDraft(
            amount=amount,
            method_id=self.method_id,
            details_id=self.details_id,
            paid_in=self.payout_currency or "",
            account_id=self.account_id,
        )


class WithdrawalTermsView(View):
    """What holds for the client, and every condition of the withdrawal they have in mind."""

    hold: SecurityHoldView | None
    details_per_method: int
    window: WindowView | None
    conditions: list[ConditionView]
    sources: list[Place]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        hold = None if noun.hold is None else SecurityHoldView.of(noun.hold)
        window = None if noun.window is None else WindowView.of(noun.window)
        return cls(
            hold=hold,
            details_per_method=noun.details_per_method,
            window=window,
            conditions=[ConditionView.of(one) for one in noun.conditions],
            sources=list(noun.sources),
        )

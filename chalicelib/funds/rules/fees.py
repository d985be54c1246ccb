"""Fees and limits of payment methods. Pure."""

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.methods import FeeRule, MethodCurrency
from chalicelib.funds.model.withdrawals import AmountOutOfRange


@dataclass(frozen=True)
class Fee:
    """A fee with what made it: ``uncapped`` is the percentage alone."""

    amount: Money
    uncapped: Money
    rule: FeeRule

    @property
    def is_capped(self) -> bool:
        """Whether the cap is what counts."""
        return self.amount != self.uncapped


def fee_of(amount: Money, rule: FeeRule) -> Fee:
    """``rule.percent`` of ``amount``, rounded as the rule names, at most its cap."""
    uncapped = amount.share(rule.percent, rule.rounding)
    if rule.cap is None:
        return Fee(uncapped, uncapped, rule)
    return Fee(min(uncapped, Money.parse(rule.cap, amount.currency)), uncapped, rule)


def check_range(amount: Money, terms: MethodCurrency) -> None:
    """Return if ``amount`` lies within the method's limits, both inclusive.

    Raises:
        Invalid: ``amount_not_positive``. AmountOutOfRange.
    """
    if not amount.is_positive:
        raise Invalid(
            "the amount must be more than zero", code="amount_not_positive", field="amount"
        )
    lowest = Money.parse(terms.minimum, amount.currency)
    highest = Money.parse(terms.maximum, amount.currency)
    if not lowest <= amount <= highest:
        raise AmountOutOfRange(
            f"between {lowest} and {highest} {amount.currency}",
            field="amount",
            minimum=str(lowest),
            maximum=str(highest),
            currency=amount.currency,
        )

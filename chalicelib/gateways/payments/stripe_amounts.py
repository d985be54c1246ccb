"""Amounts as Stripe writes them: whole minor units by Stripe's rules, which are not all ISO 4217's.

Owns: the conversion both ways. Refuses: rounding. An amount that Stripe cannot carry is refused,
never charged a little more or less. Source: docs.stripe.com/currencies, "Minor units" and
"Special cases".
"""

from chalicelib.core.errors import Invalid, VendorRefused
from chalicelib.core.money import Money, exponent

# ISO gives these no decimals; Stripe keeps two for compatibility, and they must be 00.
_WRITTEN_IN_HUNDREDTHS = frozenset({"ISK", "UGX"})
# Card networks carry two of the three decimals: the last digit must be 0.
_LAST_DIGIT_ZERO = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
# Not offered, or with a minor unit on which Stripe's own documents have disagreed over time.
_NOT_OFFERED = frozenset({"BTC", "ETH", "LTC", "USDT", "USDC", "MGA", "IQD", "LYD"}) | frozenset(
    {"CUP", "IRR", "KPW", "SDG", "SSP", "SYP", "VES", "YER", "ZWG"}
)


def to_stripe(amount: Money) -> int:
    """The ``amount`` or ``unit_amount`` to send.

    Raises:
        Invalid: ``amount_not_positive``, ``currency_not_supported``, or ``amount_too_precise``
            (facts carry ``step``, the smallest amount that the PSP can tell apart).
    """
    if amount.minor <= 0:
        raise Invalid("nothing to pay", code="amount_not_positive", field="amount")
    if not is_offered(amount.currency):
        raise Invalid(
            f"Stripe takes no {amount.currency}",
            code="currency_not_supported",
            field="currency",
            currency=amount.currency,
        )
    step = Money(10 if amount.currency in _LAST_DIGIT_ZERO else 1, amount.currency)
    if amount.minor % step.minor:
        raise Invalid(
            f"card payments in {amount.currency} go in steps of {step}",
            code="amount_too_precise",
            field="amount",
            currency=amount.currency,
            step=str(step),
        )
    return amount.minor * _scale(amount.currency)


def from_stripe(minor: int, currency: str) -> Money:
    """What Stripe's ``minor`` of its lower-case ``currency`` is to us.

    Raises:
        Invalid: ``currency_unknown``.
        VendorRefused: ``psp_amount_unreadable``: an amount that Stripe's own rules exclude.
    """
    code = currency.upper()
    exponent(code)
    whole, rest = divmod(minor, _scale(code))
    if rest:
        raise VendorRefused(
            f"{minor} {code} is no amount", code="psp_amount_unreadable", minor=minor, currency=code
        )
    return Money(whole, code)


def is_offered(currency: str) -> bool:
    """Whether clients can pay in ``currency`` through Stripe."""
    exponent(currency)
    return currency not in _NOT_OFFERED


def _scale(currency: str) -> int:
    return 100 if currency in _WRITTEN_IN_HUNDREDTHS else 1

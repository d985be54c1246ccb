"""Stripe's published test cards, and what the hosted page checks before it tries one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PAYS = {
    "4242424242424242": "visa",
    "4000000000000077": "visa",
    "5555555555554444": "mastercard",
    "378282246310005": "amex",
}
_ASKS = {"4000000000003220": "visa", "4000002500003155": "visa"}
_DECLINES = {
    "4000000000000002": "generic_decline",
    "4000000000009995": "insufficient_funds",
    "4000000000009987": "lost_card",
    "4000000000000069": "expired_card",
}
_EXPIRY = re.compile(r"(0[1-9]|1[0-2])\s*/\s*([0-9]{2})")


@dataclass(frozen=True)
class Verdict:
    """What becomes of a card: paid, declined for a reason, or a challenge by the bank first."""

    brand: str = "visa"
    last4: str = ""
    decline: str = ""
    challenge: bool = False


def faults_in(form: Mapping[str, str], year: int, month: int) -> dict[str, str]:
    """What is wrong with the card form, by field; empty if nothing."""
    faults = {}
    if not _is_card_number(_digits(form.get("number", ""))):
        faults["number"] = "Your card number is invalid."
    expiry = _EXPIRY.fullmatch(form.get("expiry", "").strip())
    if not expiry:
        faults["expiry"] = "Write the expiry date as MM / YY."
    elif (2000 + int(expiry[2]), int(expiry[1])) < (year, month):
        faults["expiry"] = "Your card has expired."
    if not re.fullmatch("[0-9]{3,4}", form.get("cvc", "").strip()):
        faults["cvc"] = "Your security code is incomplete."
    if not form.get("name", "").strip():
        faults["name"] = "Enter the name on the card."
    return faults


def judge(number: str) -> Verdict:
    """What becomes of a valid card number; real cards are declined, as in Stripe's test mode."""
    digits = _digits(number)
    last4 = digits[-4:]
    if digits in _PAYS:
        return Verdict(_PAYS[digits], last4)
    if digits in _ASKS:
        return Verdict(_ASKS[digits], last4, challenge=True)
    return Verdict(last4=last4, decline=_DECLINES.get(digits, "test_mode_live_card"))


def _digits(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def _is_card_number(digits: str) -> bool:
    """Luhn's check, as every card form has it."""
    if not re.fullmatch("[0-9]{12,19}", digits):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0

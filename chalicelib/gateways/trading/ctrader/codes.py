"""cTrader's error codes, and what each means for whoever asked.

Owns: reading the code from an answer, and the table from code to error. The codes for money,
amounts, groups and passwords are to be confirmed with the vendor; a code that we do not know is a
refusal, so an unknown name never passes for success.
"""

import json

from chalicelib.core.errors import Upstream
from chalicelib.gateways.answer import Answer
from chalicelib.gateways.trading import errors

Meaning = dict[str, type[errors.TradingServerRefused]]

_MEANING: Meaning = {
    "TRADER_NOT_FOUND": errors.TradingAccountUnknown,
    "TRADER_GROUP_NOT_FOUND": errors.GroupUnknown,
    "NOT_ENOUGH_RIGHTS": errors.NotPermitted,
    "NOT_ENOUGH_MONEY": errors.InsufficientFundsOnServer,
    "INVALID_AMOUNT": errors.AmountTooLarge,
    "WRONG_PASSWORD": errors.WrongPassword,
}


def code_of(answer: Answer) -> str:
    """The code that an answer carries, at its top or in its ``error``; empty without one."""
    try:
        said = json.loads(answer.body or b"null")
    except ValueError:
        return ""
    if isinstance(said, dict) and isinstance(said.get("error"), dict):
        said = said["error"]
    return str(said.get("errorCode") or "") if isinstance(said, dict) else ""


def refusal(answer: Answer) -> Upstream:
    """The error for an answer that is not success."""
    code, vendor = code_of(answer), answer.vendor
    facts = {"vendor": vendor, "server_code": code or str(answer.status), "reason": "refused"}
    if code == "UNKNOWN_ERROR":
        return answer.broken("the server failed without saying how")
    if code == "REQUEST_FREQUENCY_EXCEEDED":
        return errors.TradingServerBusy(f"{vendor}: asked too often", **facts)
    if code == "CH_BROKER_NOT_FOUND":
        why = f"{vendor}: the server knows no broker of the name configured"
        return errors.ManagerRefused(why, **facts)
    if answer.status == 403 and not code:
        why = (
            f"{vendor}: the server turns our network address away; Spotware must add the address "
            "of the NAT gateway to the list of those allowed"
        )
        return errors.AddressRefused(why, **facts)
    kind = _MEANING.get(code, errors.TradingServerRefused)
    return kind(f"{vendor}: {code or f'answered {answer.status}'}", **facts)

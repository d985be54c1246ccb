"""MT5's return codes, and what each means for whoever asked.

Owns: the table from code to error. The important line runs between "definitely not done" and
"perhaps done": the access server may lose the trade server behind it after passing a request on.
"""

from typing import Any

from chalicelib.core.errors import Upstream
from chalicelib.gateways.answer import lost
from chalicelib.gateways.trading import errors

DONE = frozenset({0, 1})
EXECUTED = frozenset({0, 1, 10009, 10010})
WRONG_PASSWORD = 3006
NOT_PERMITTED = 8
NOT_FOUND = 13

# The access server lost or outwaited the trade server: a change may have gone through.
_PERHAPS_DONE = frozenset({7, 9, 10012})
_NOT_NOW = frozenset({10, 11, 12, 10024, 10028})
_SIGN_IN = range(1000, 1035)

_MEANING: dict[int, type[errors.TradingServerRefused]] = {
    NOT_PERMITTED: errors.NotPermitted,
    NOT_FOUND: errors.TradingAccountUnknown,
    3002: errors.LoginsExhausted,
    3004: errors.AccountExists,
    WRONG_PASSWORD: errors.WrongPassword,
    3008: errors.OpenTradesInTheWay,
    3010: errors.CurrencyMismatch,
    4005: errors.AmountTooLarge,
    10013: errors.OrderInvalid,
    10014: errors.OrderInvalid,
    10015: errors.OrderInvalid,
    10018: errors.MarketClosed,
    10019: errors.InsufficientFundsOnServer,
    10021: errors.MarketClosed,
}


def code_of(retcode: object) -> int | None:
    """The number that a retcode such as ``"10019 Not enough money"`` opens with."""
    number = str(retcode).split(" ", 1)[0]
    return int(number) if number.isdecimal() else None


def refusal(
    code: int,
    text: str,
    *,
    vendor: str,
    changing: bool,
    meaning: dict[int, type[errors.TradingServerRefused]] | None = None,
) -> Upstream:
    """The error for a code that is not success; ``meaning`` says what differs for this command."""
    facts: dict[str, Any] = {"vendor": vendor, "server_code": code, "reason": "refused"}
    if code in _PERHAPS_DONE:
        return lost(
            vendor, f"the trade server is out of reach ({text})", reason="lost", changing=changing
        )
    if code in _NOT_NOW:
        return errors.TradingServerBusy(f"{vendor}: {text}", **facts)
    if code in _SIGN_IN:
        return errors.ManagerRefused(f"{vendor}: {text}", **facts)
    kind = (meaning or {}).get(code) or _MEANING.get(code, errors.TradingServerRefused)
    return kind(f"{vendor}: {text}", **facts)

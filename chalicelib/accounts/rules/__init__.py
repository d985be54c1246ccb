"""What may be opened, with which leverage, under which login; and passwords that servers accept.

Pure: no store, no clock, no settings; whoever calls brings what they read.
"""

import hashlib

from chalicelib.accounts.model import (
    AccountKind,
    AccountLimits,
    AccountType,
    LoginRange,
    Quota,
    TradingServerConfig,
)
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.gateways.trading.errors import LoginsExhausted

_LOWER = "abcdefghjkmnpqrstuvwxyz"
_UPPER = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS = "23456789"
_SPECIAL = "!#$%*+-=?@_"
_EVERY = _LOWER + _UPPER + _DIGITS + _SPECIAL
_PASSWORD_LENGTH = 14


class AccountLimitReached(Conflict):
    """The client has, or has asked for, as many accounts of the kind as are allowed."""

    code = "account_limit_reached"


def offered_type(
    servers: tuple[TradingServerConfig, ...],
    types: tuple[AccountType, ...],
    server_id: str,
    account_type_id: str,
) -> tuple[TradingServerConfig, AccountType]:
    """The server and the type that a client may choose.

    Raises:
        Invalid: ``account_type_not_offered``: unknown, hidden, or of a kind that the server does
            not take.
    """
    for config in servers:
        for kind in types:
            chosen = (config.id, kind.id) == (server_id, account_type_id)
            if chosen and is_offered(config, kind):
                return config, kind
    raise Invalid(
        "this type of account is not offered",
        code="account_type_not_offered",
        field="account_type_id",
    )


def is_offered(config: TradingServerConfig, kind: AccountType) -> bool:
    """Whether clients can open accounts of ``kind`` on the server of ``config``."""
    return (
        config.offered
        and kind.visible
        and kind.server_id == config.id
        and kind.kind in config.kinds
    )


def leverage(kind: AccountType, wanted: int | None) -> int:
    """The leverage that an account of ``kind`` gets when ``wanted`` is asked for.

    Raises:
        Invalid: ``leverage_not_offered`` with the ``leverages`` that are.
    """
    if wanted is None or not kind.leverage_visible:
        return kind.default_leverage
    if wanted not in kind.leverages:
        raise Invalid(
            f"1:{wanted} is not offered",
            code="leverage_not_offered",
            field="leverage",
            leverages=list(kind.leverages),
        )
    return wanted


def counted(quota: Quota, limits: AccountLimits, kind: AccountKind) -> Quota:
    """The quota with one more account of ``kind``.

    Raises:
        AccountLimitReached: with the ``kind`` and the ``limit``.
    """
    if quota.of(kind) >= limits.of(kind):
        raise AccountLimitReached(
            f"no more than {limits.of(kind)} {kind} accounts",
            field="account_type_id",
            kind=kind.value,
            limit=limits.of(kind),
        )
    return quota.changed(kind, 1)


def drawn(logins: LoginRange, kind: AccountType) -> tuple[int, LoginRange]:
    """The next login of the range of ``kind``, and the range after it.

    Raises:
        LoginsExhausted: the range is used up.
    """
    login = logins.next_login
    if kind.last_login is not None and login > kind.last_login:
        raise LoginsExhausted(
            "the range of logins of this type is used up",
            reason="refused",
            first_login=kind.first_login,
            last_login=kind.last_login,
        )
    return login, LoginRange(
        logins.server_id, logins.account_type_id, login + 1, version=logins.version
    )


def password(randomness: str) -> str:
    """A password made from unguessable ``randomness``, that every trading server accepts.

    Fourteen characters, of which at least one each is lower case, upper case, a digit and special
    (MT5 asks for 8 to 16 with all four); none that is taken for another when read out.
    """
    number = int.from_bytes(hashlib.sha512(randomness.encode()).digest(), "big")
    classes = [_LOWER, _UPPER, _DIGITS, _SPECIAL]
    letters = []
    for letters_of in classes + [_EVERY] * (_PASSWORD_LENGTH - len(classes)):
        number, place = divmod(number, len(letters_of))
        letters.append(letters_of[place])
    for last in range(len(letters) - 1, 0, -1):  # a fair shuffle: the classes stand anywhere
        number, place = divmod(number, last + 1)
        letters[last], letters[place] = letters[place], letters[last]
    return "".join(letters)

"""Which accounts may be bound, as what, whether they look like the client's, and wrong tries.

Pure: whoever calls brings what the server and the settings say.
"""

from datetime import datetime
from fnmatch import fnmatchcase

from chalicelib.accounts.model import (
    LOCKED_FOR,
    WRONG_TRIES,
    AccountKind,
    AccountType,
    BindTries,
    TradingServerConfig,
)
from chalicelib.core.errors import Conflict, Invalid, Limited
from chalicelib.core.money import Money
from chalicelib.gateways.trading.model import TradingAccount


class NotBindable(Conflict):
    """The broker keeps accounts of this group or kind from being bound."""

    code = "account_not_bindable"


class BindLocked(Limited):
    """Too many wrong passwords; ``retry_after_seconds`` says how long to wait."""

    code = "bind_locked"


def type_of(
    config: TradingServerConfig, types: tuple[AccountType, ...], found: TradingAccount
) -> AccountType:
    """The type of an account on the server: the first one of its group.

    An account of a group that no type names gets a type of its own, with no leverage to choose.
    """
    for kind in types:
        if (kind.server_id, kind.group) == (config.id, found.group):
            return kind
    demo = any(fnmatchcase(found.group, mask) for mask in config.demo_groups)
    return AccountType(
        id="",
        server_id=config.id,
        group=found.group,
        currency=found.currency,
        kind=AccountKind.DEMO if demo else AccountKind.LIVE,
        name={"en": found.group},
        leverages=(),
        default_leverage=found.leverage,
        min_deposit=Money.zero(found.currency),
        visible=False,
        leverage_visible=False,
    )


def check_bindable(config: TradingServerConfig, kind: AccountType) -> None:
    """Return if clients may bind an account of ``kind``.

    Raises:
        NotBindable: ``problem`` is ``group`` or ``kind``.
    """
    problem = ""
    if kind.kind not in config.binds:
        problem = "kind"
    elif not kind.bindable or any(fnmatchcase(kind.group, one) for one in config.unbindable_groups):
        problem = "group"
    if problem:
        raise NotBindable("this account cannot be bound", field="login", problem=problem)


def differences(ours: tuple[str, str], found: TradingAccount) -> tuple[str, ...]:
    """What the server calls the owner otherwise than the profile: of its name and e-mail.

    Letter case, spaces and the order of names do not count.
    """
    name, email = ours
    same = {
        "name": _words(name) == _words(found.name),
        "email": email.strip().casefold() == found.email.strip().casefold(),
    }
    return tuple(what for what, is_same in same.items() if not is_same)


def _words(name: str) -> list[str]:
    return sorted(name.casefold().split())


def tried(tries: BindTries, now: datetime) -> BindTries:
    """The tries with one more, taken to be wrong until the server has said otherwise.

    Raises:
        BindLocked: the last of them was as many as there may be, within the time of the lock.
    """
    if tries.locked_until is not None and now < tries.locked_until:
        wait = int((tries.locked_until - now).total_seconds()) + 1
        raise BindLocked("too many wrong passwords", retry_after_seconds=wait)
    is_old = tries.since is None or now >= tries.since + LOCKED_FOR
    wrong = 1 if is_old else tries.wrong + 1
    return BindTries(
        client_id=tries.client_id,
        wrong=wrong,
        since=now if is_old else tries.since,
        locked_until=now + LOCKED_FOR if wrong >= WRONG_TRIES else None,
        version=tries.version,
    )


def taken_back(tries: BindTries) -> BindTries:
    """The tries without the last, of which the server has not said whether it was right."""
    return BindTries(
        client_id=tries.client_id,
        wrong=max(0, tries.wrong - 1),
        since=tries.since,
        version=tries.version,
    )


def wrong_password(tries: BindTries, *, investor: bool) -> Invalid:
    """What a client is told whose password was not the account's master password.

    Whether there is such an account at all is not told.
    """
    left = max(0, WRONG_TRIES - tries.wrong)
    if investor:
        return Invalid(
            "this is the investor password",
            code="bind_investor_password",
            field="password",
            tries_left=left,
        )
    return Invalid(
        "login and password do not belong together",
        code="bind_credentials_wrong",
        field="password",
        tries_left=left,
    )

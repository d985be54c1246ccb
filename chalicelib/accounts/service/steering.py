"""Staff change an account on its server: leverage, group, type, and what its owner may do there.

The server is asked first and our own row follows; all of it may be repeated, because the same value
is set again. So whoever dies between the two only has to come again.
"""

from dataclasses import field, replace

from chalicelib.accounts import store
from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    MARGIN_WARNING_LEVEL,
    AccountStatus,
    AccountType,
    TradingAccount,
)
from chalicelib.accounts.rules.changes import check_margin
from chalicelib.accounts.service.servers import server
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import Figures
from chalicelib.messages.accounts import AccountSteered
from chalicelib.messages.approvals import Notify
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

MAX_LEVERAGE = 5000


@dataclass(frozen=True)
class Steering:
    """What is to be different; None leaves it. A type brings its own group."""

    leverage: int | None = None
    group: str | None = None
    account_type_id: str | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None
    notify: Notify = field(default_factory=lambda: Notify(email=False, popup=False))


def check(account: TradingAccount, wanted: Steering, figures: Figures | None) -> None:
    """Return if the account can be steered so, as far as we know; ``figures`` are the server's.

    Raises:
        Conflict: ``account_disabled``. MarginTooThin.
        Invalid: ``leverage_out_of_range``, ``account_type_unknown``, ``account_type_mismatch``.
    """
    if account.status is not AccountStatus.ACTIVE:
        raise Conflict("the account is disabled", code="account_disabled")
    if wanted.leverage is not None:
        if not 1 <= wanted.leverage <= MAX_LEVERAGE:
            raise Invalid(
                "no such leverage",
                code="leverage_out_of_range",
                field="leverage",
                most=MAX_LEVERAGE,
            )
        if figures is not None:
            needed = settings.value(MARGIN_WARNING_LEVEL)
            check_margin(figures, account.leverage, wanted.leverage, needed)
    if wanted.account_type_id is not None:
        _fitting_type(account, wanted.account_type_id)


def on_server(account: TradingAccount, wanted: Steering) -> None:
    """Have the server change what is to be different; harmless when it is repeated.

    Raises:
        What `check` raises. VendorRefused, VendorUnavailable, OutcomeUnknown.
    """
    gateway = server(account.server_id)
    figures = gateway.figures((account.login,)) if wanted.leverage is not None else ()
    check(account, wanted, figures[0] if figures else None)
    if wanted.leverage is not None:
        gateway.change_leverage(account.login, wanted.leverage)
    if (group := _group(account, wanted)) is not None:
        gateway.change_group(account.login, group)
    if (wanted.may_sign_in, wanted.may_trade) != (None, None):
        gateway.change_access(
            account.login, may_sign_in=wanted.may_sign_in, may_trade=wanted.may_trade
        )


def record(unit: Unit, account: TradingAccount, wanted: Steering) -> TradingAccount:
    """Write down in ``unit`` what the server has been made to change, and tell of it."""
    after = _steered(account, wanted)
    before_facts, facts = _facts(account, after, wanted)
    audit.record(
        unit,
        "account_changed",
        "trading_account",
        account.id,
        client_id=account.client_id,
        before=before_facts,
        after=facts,
    )
    if wanted.leverage is not None:
        unit.publish(
            AccountSteered(
                account_id=account.id,
                client_id=account.client_id,
                login=account.login,
                leverage=wanted.leverage,
                notify=wanted.notify,
            )
        )
    return after if after == account else store.change(unit, account, after)


def _steered(account: TradingAccount, wanted: Steering) -> TradingAccount:
    group = _group(account, wanted)
    after = replace(
        account,
        leverage=wanted.leverage if wanted.leverage is not None else account.leverage,
        group=group if group is not None else account.group,
    )
    if wanted.account_type_id is None:
        return after
    chosen = _fitting_type(account, wanted.account_type_id)
    return replace(after, account_type_id=chosen.id, account_type=chosen.name)


def _group(account: TradingAccount, wanted: Steering) -> str | None:
    if wanted.account_type_id is not None:
        return _fitting_type(account, wanted.account_type_id).group
    return wanted.group


def _fitting_type(account: TradingAccount, type_id: str) -> AccountType:
    """The type, if an account like this one can be of it: its money stays what it is."""
    for one in settings.value(ACCOUNT_TYPES):
        if one.id == type_id:
            fits = (one.server_id, one.currency, one.kind)
            if fits == (account.server_id, account.currency, account.kind):
                return one
            raise Invalid(
                "this type is for other accounts",
                code="account_type_mismatch",
                field="account_type",
                currency=one.currency,
            )
    raise Invalid("no such type", code="account_type_unknown", field="account_type")


def _facts(
    account: TradingAccount, after: TradingAccount, wanted: Steering
) -> tuple[dict[str, object], dict[str, object]]:
    """What was different before, and what is now."""
    names = ("leverage", "group", "account_type_id")
    changed = [name for name in names if getattr(account, name) != getattr(after, name)]
    rights = {
        name: value
        for name in ("may_sign_in", "may_trade")
        if (value := getattr(wanted, name)) is not None
    }
    before: dict[str, object] = {name: getattr(account, name) for name in changed}
    return before, {name: getattr(after, name) for name in changed} | rights

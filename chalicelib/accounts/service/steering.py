"""Staff steer an account by an order: leverage, group, type, and what its owner may do there.

What is the server's is set by `platform`; what is ours (the type that was chosen) follows, and the
client is told. All of it may be repeated: whoever dies half-way only has to come again.
"""

from dataclasses import field, replace

from chalicelib.accounts import store
from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    MARGIN_WARNING_LEVEL,
    AccountStatus,
    AccountType,
    PlatformEdit,
    TradingAccount,
)
from chalicelib.accounts.rules.changes import check_margin
from chalicelib.accounts.service import platform
from chalicelib.core.actor import Actor
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
    if wanted.account_type_id is not None:
        _fitting_type(account, wanted.account_type_id)
    if wanted.leverage is None:
        return
    if not 1 <= wanted.leverage <= MAX_LEVERAGE:
        raise Invalid(
            "no such leverage", code="leverage_out_of_range", field="leverage", most=MAX_LEVERAGE
        )
    if figures is not None:
        needed = settings.value(MARGIN_WARNING_LEVEL)
        check_margin(figures, account.leverage, wanted.leverage, needed)


def on_server(actor: Actor, account: TradingAccount, wanted: Steering) -> None:
    """Have the server, and our copy of it, be as it is to be; harmless when it is repeated.

    Raises:
        What `check` and `platform.edit` raise.
    """
    check(account, wanted, None)
    group = wanted.group
    if wanted.account_type_id is not None:
        group = _fitting_type(account, wanted.account_type_id).group
    edit = PlatformEdit(
        leverage=wanted.leverage,
        group=group,
        may_sign_in=wanted.may_sign_in,
        may_trade=wanted.may_trade,
    )
    platform.edit(actor, account.id, edit)


def record(unit: Unit, account: TradingAccount, wanted: Steering) -> None:
    """Write down in ``unit`` what is ours of the order, and tell the client of a leverage."""
    if wanted.account_type_id is not None:
        _give_type(unit, account, _fitting_type(account, wanted.account_type_id))
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


def _give_type(unit: Unit, account: TradingAccount, chosen: AccountType) -> None:
    after = replace(account, account_type_id=chosen.id, account_type=chosen.name)
    if after == account:
        return
    audit.record(
        unit,
        "account_changed",
        "trading_account",
        account.id,
        client_id=account.client_id,
        before={"account_type_id": account.account_type_id},
        after={"account_type_id": chosen.id},
    )
    store.change(unit, account, after)


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

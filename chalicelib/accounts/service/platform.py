"""What an account is on its server, read and set by staff.

All that is set can be set again, so nothing is doubled. A lost answer, or a refusal half-way, ends
with a look: what the server has by then is written down, and staff are told what was not done.
"""

from chalicelib import ports
from chalicelib.accounts.model import MARGIN_WARNING_LEVEL, PlatformEdit, TradingAccount
from chalicelib.accounts.rules import platform as rules
from chalicelib.accounts.rules.changes import check_margin
from chalicelib.accounts.service import mirror, reading
from chalicelib.accounts.service.pending import check_no_money_pending
from chalicelib.accounts.service.servers import server
from chalicelib.core.actor import Actor
from chalicelib.core.errors import OutcomeUnknown, Upstream, VendorRefused
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading import model as trading
from chalicelib.gateways.trading.port import TradingServer
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Platform:
    """An account as its server has it, and the groups that it can be moved to."""

    account: TradingAccount
    found: trading.TradingAccount
    groups: tuple[trading.Group, ...]


def read(actor: Actor, account_id: str) -> Platform:
    """The account as its server has it now; our copy follows.

    Raises:
        NotFound. Conflict: ``account_unbound``. Upstream: the server is away or does not know it.
    """
    account = reading.held_account(actor, account_id)
    gateway = server(account.server_id)
    found = gateway.account(account.login)
    return Platform(mirror.follow(account, found), found, gateway.groups())


def edit(actor: Actor, account_id: str, wanted: PlatformEdit) -> Platform:
    """Set on the server what of ``wanted`` is not so yet.

    Raises:
        NotFound. Conflict: ``account_unbound``, ``money_pending`` (a move to another currency).
        Invalid: ``trading_group_unknown``, ``leverage_not_offered``. MarginTooThin.
        Upstream: what of it is not done; the rest is, and written down.
    """
    seen = read(actor, account_id)
    changes = rules.differing(seen.found, wanted)
    if changes == PlatformEdit():
        return seen
    _check(seen, changes)
    _note(actor, seen, changes)
    gateway = server(seen.account.server_id)
    try:
        _set(gateway, seen.account.login, changes)
    except (VendorRefused, OutcomeUnknown) as problem:
        return _looked(actor, seen, changes, problem)
    return _looked(actor, seen, changes, None)


def _check(seen: Platform, changes: PlatformEdit) -> None:
    home = rules.group_named(seen.groups, changes.group or seen.found.group, "group")
    if home.currency not in ("", seen.found.currency):
        check_no_money_pending(seen.account)
    if changes.leverage is None:
        return
    rules.check_leverage(home, changes.leverage)
    needed = settings.value(MARGIN_WARNING_LEVEL)
    for now in server(seen.account.server_id).figures((seen.account.login,)):
        check_margin(now, seen.found.leverage, changes.leverage, needed)


def _note(actor: Actor, seen: Platform, changes: PlatformEdit) -> None:
    """Write down who asks for what before the server is asked, should we die in between."""

    def work(unit: Unit) -> None:
        audit.record(
            unit,
            "platform_change_asked",
            "trading_account",
            seen.account.id,
            client_id=seen.account.client_id,
            before=rules.told(seen.found, changes),
            after=rules.told(changes, changes),
        )

    ports.transact(actor, work)


def _set(gateway: TradingServer, login: int, changes: PlatformEdit) -> None:
    profile = (changes.name, changes.email, changes.comment, changes.gets_reports)
    if any(one is not None for one in profile):
        gateway.change_profile(
            login,
            name=changes.name,
            email=changes.email,
            comment=changes.comment,
            gets_reports=changes.gets_reports,
        )
    if changes.group is not None:
        gateway.change_group(login, changes.group)
    if changes.leverage is not None:
        gateway.change_leverage(login, changes.leverage)
    if changes.may_sign_in is not None or changes.may_trade is not None:
        gateway.change_access(login, may_sign_in=changes.may_sign_in, may_trade=changes.may_trade)


def _looked(
    actor: Actor, seen: Platform, changes: PlatformEdit, problem: Upstream | None
) -> Platform:
    """Write down what the server has by now.

    Raises:
        Upstream: ``problem``, where it kept something from being done.
    """
    found = server(seen.account.server_id).account(seen.account.login)
    account = mirror.follow(seen.account, found)
    if found != seen.found:
        _record(actor, account, seen.found, found, changes)
    if problem is not None and not rules.set_in(found, changes):
        raise problem
    return Platform(account, found, seen.groups)


def _record(
    actor: Actor,
    account: TradingAccount,
    before: trading.TradingAccount,
    after: trading.TradingAccount,
    changes: PlatformEdit,
) -> None:
    def work(unit: Unit) -> None:
        audit.record(
            unit,
            "platform_changed",
            "trading_account",
            account.id,
            client_id=account.client_id,
            before=rules.told(before, changes),
            after=rules.told(after, changes),
        )

    ports.transact(actor, work)

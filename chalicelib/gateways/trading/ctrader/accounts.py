"""Accounts on a cTrader server: opening, finding, passwords, leverage, group and access rights."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from chalicelib.gateways.trading.ctrader.desk import Desk, not_here
from chalicelib.gateways.trading.ctrader.rows import Row, listed, record, stamp
from chalicelib.gateways.trading.ctrader.session import VENDOR, hashed
from chalicelib.gateways.trading.errors import PasswordTooWeak
from chalicelib.gateways.trading.model import NewTradingAccount, PasswordKind, TradingAccount
from chalicelib.gateways.trading.operations import (
    born_at,
    checked_operation_id,
    commented,
    operation_in,
    remark_in,
)

_SHORTEST_PASSWORD = 8
_CLASSES = ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]")
_FULL, _CLOSE_ONLY, _NO_TRADING, _NO_LOGIN = "FULL_ACCESS", "CLOSE_ONLY", "NO_TRADING", "NO_LOGIN"
# Wide enough for two clocks that disagree.
_CLOCK_DOUBT = timedelta(days=1)
_EPOCH = datetime.fromtimestamp(0, UTC)


class Accounts(Desk):
    """The part of the adapter that deals with accounts; see `port.TradingServer` for meanings."""

    def open_account(self, new: NewTradingAccount) -> TradingAccount:
        """See `TradingServer.open_account`. The operation id becomes the account's description.

        The server chooses the login and knows no investor password: that of ``new`` is not used.
        """
        checked_operation_id(new.operation_id)
        if new.login is not None:
            raise not_here("chosen_logins")
        _require_strength(new.main_password)
        self._group_id(new.group)
        opened = record(
            self._session.change(
                "POST",
                "/webserv/traders",
                {
                    "accessRights": _FULL,
                    "accountType": "HEDGED",
                    "balance": 0,
                    "brokerName": self._settings.broker_name,
                    "depositCurrency": new.currency,
                    "groupName": new.group,
                    "hashedPassword": hashed(new.main_password),
                    "leverageInCents": new.leverage * 100,
                    "totalMarginCalculationType": "MAX",
                    "description": new.operation_id,
                    "contactDetails": {"email": new.email, "phone": new.phone},
                    "sendOwnStatement": True,
                    **_names(new.name),
                },
            )
        )
        self._remember(opened)
        return _account(opened)

    def find_account(self, operation_id: str, group: str) -> TradingAccount | None:
        """See `TradingServer.find_account`. Nothing can be older than the operation id is."""
        since = min(born_at(operation_id), self._clock.now()) - _CLOCK_DOUBT
        for trader in self._registered(since, self._group_id(group)):
            if operation_in(trader.text("description")) == operation_id:
                return _account(trader)
        return None

    def account(self, login: int) -> TradingAccount:
        """See `TradingServer.account`."""
        return _account(self._record(login))

    def check_password(self, login: int, kind: PasswordKind, password: str) -> None:
        """See `TradingServer.check_password`."""
        _require_main(kind)
        body = {"login": login, "hashedPassword": hashed(password)}
        self._session.prove(f"/webserv/traders/{login}/checkpassword", body)

    def change_password(self, login: int, kind: PasswordKind, password: str) -> None:
        """See `TradingServer.change_password`."""
        _require_main(kind)
        _require_strength(password)
        body = {"login": login, "hashedPassword": hashed(password)}
        self._session.change("POST", f"/webserv/traders/{login}/changepassword", body)

    def change_leverage(self, login: int, leverage: int) -> None:
        """See `TradingServer.change_leverage`."""
        self._patch(login, leverageInCents=leverage * 100)

    def change_group(self, login: int, group: str) -> None:
        """See `TradingServer.change_group`. Groups have no currency: an account keeps its own."""
        self._group_id(group)
        self._patch(login, groupName=group)
        self._traders.pop(login, None)

    def change_access(
        self, login: int, *, may_sign_in: bool | None = None, may_trade: bool | None = None
    ) -> None:
        """See `TradingServer.change_access`. Whoever may not sign in may not trade either."""
        before = self._record(login).text("accessRights")
        signs_in, trades = _may(before)
        signs_in = signs_in if may_sign_in is None else may_sign_in
        if may_trade and not signs_in:
            raise not_here("trading_without_signing_in")
        trades = trades if may_trade is None else may_trade
        if (signs_in, trades and signs_in) != _may(before):
            rights = (_FULL if trades else _NO_TRADING) if signs_in else _NO_LOGIN
            self._patch(login, accessRights=rights)

    def change_profile(
        self,
        login: int,
        *,
        name: str | None = None,
        email: str | None = None,
        comment: str | None = None,
        gets_reports: bool | None = None,
    ) -> None:
        """See `TradingServer.change_profile`. What the client is reached by is sent whole."""
        before = self._record(login)
        changes: dict[str, object] = {}
        if name is not None:
            changes |= _names(name)
        if email is not None:
            changes["contactDetails"] = before.inner("contactDetails").members() | {"email": email}
        if comment is not None:
            changes["description"] = commented(before.text("description"), comment)
        if gets_reports is not None:
            changes["sendOwnStatement"] = gets_reports
        if changes:
            self._session.change("PATCH", f"/webserv/traders/{login}", changes)

    def accounts_in(
        self, group: str, after: int = 0, limit: int = 100
    ) -> tuple[TradingAccount, ...]:
        """See `TradingServer.accounts_in`. The server lists by age alone.

        Whoever goes on after a login is shown the list that was read when they began.
        """
        if not after or group not in self._rosters:
            listed = self._registered(_EPOCH, self._group_id(group))
            self._rosters[group] = sorted(map(_account, listed), key=lambda one: one.login)
        chosen = (one for one in self._rosters[group] if one.login > after)
        return tuple(islice(chosen, limit))

    def _patch(self, login: int, **changes: str | int) -> None:
        """Change some members. The server's PUT would reset all that it is not told."""
        self._session.change("PATCH", f"/webserv/traders/{login}", changes)

    def _registered(self, since: datetime, group_id: int) -> Iterator[Row]:
        """The accounts of a group that are young enough; the server gives the newest first."""
        until = stamp(self._clock.now() + _CLOCK_DOUBT)
        while True:
            query: dict[str, str | int] = {"from": stamp(since), "to": until, "groupId": group_id}
            answer = self._session.read("/webserv/traders/", query)
            page = list(listed(answer, "trader"))
            yield from page
            if not page or not answer.json().get("hasMore"):
                return
            earliest = min(trader.integer("registrationTimestamp") for trader in page)
            # The end is left out of what the server gives, and two may be registered together.
            further = stamp(_EPOCH + timedelta(milliseconds=earliest + 1))
            if further == until:
                raise answer.broken("the list does not go on")
            until = further


def _account(trader: Row) -> TradingAccount:
    signs_in, trades = _may(trader.text("accessRights"))
    names = (trader.text("name"), trader.text("lastName"))
    return TradingAccount(
        login=trader.integer("login"),
        group=trader.text("groupName"),
        currency=trader.text("depositCurrency"),
        leverage=trader.integer("leverageInCents") // 100,
        name=" ".join(part for part in names if part),
        email=trader.inner("contactDetails").text("email"),
        may_sign_in=signs_in,
        may_trade=trades,
        operation_id=operation_in(trader.text("description")),
        comment=remark_in(trader.text("description")),
        gets_reports=trader.text("sendOwnStatement") == "True",
    )


def _names(name: str) -> dict[str, str]:
    """A whole name in the two members that the server has for it."""
    first, _, last = name.rpartition(" ")
    return {"name": first or last, "lastName": last if first else ""}


def _may(rights: str) -> tuple[bool, bool]:
    """Whether an account's owner may sign in, and trade."""
    return rights != _NO_LOGIN, rights == _FULL


def _require_main(kind: PasswordKind) -> None:
    if kind is not PasswordKind.MAIN:
        raise not_here("investor_password")


def _require_strength(password: str) -> None:
    """The server sees only a hash, so that nobody but us can ask for a strong password."""
    strong = all(re.search(one, password) for one in _CLASSES)
    if len(password) < _SHORTEST_PASSWORD or not strong:
        raise PasswordTooWeak("the password is too weak", vendor=VENDOR, reason="refused")

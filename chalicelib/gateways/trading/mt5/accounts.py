"""Accounts on an MT5 server: opening, finding, passwords, leverage, group and rights."""

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.trading.errors import GroupUnknown, PasswordTooWeak
from chalicelib.gateways.trading.model import NewTradingAccount, PasswordKind, TradingAccount
from chalicelib.gateways.trading.mt5.codes import NOT_PERMITTED, WRONG_PASSWORD
from chalicelib.gateways.trading.mt5.desk import NO_SUCH_GROUP, Desk, blocks
from chalicelib.gateways.trading.mt5.rows import Row
from chalicelib.gateways.trading.mt5.session import VENDOR
from chalicelib.gateways.trading.operations import (
    checked_operation_id,
    commented,
    operation_in,
    remark_in,
)

_MAY_SIGN_IN = 0x1
_TRADING_DISABLED = 0x4
_GETS_REPORTS = 0x100
# Enabled, may change the password, trailing stops, experts, reports: the server's own default.
_DEFAULT_RIGHTS = 0x163
_OPENING = {NOT_PERMITTED: GroupUnknown, WRONG_PASSWORD: PasswordTooWeak}


class Accounts(Desk):
    """The part of the adapter that deals with accounts; see `port.TradingServer` for meanings."""

    def open_account(self, new: NewTradingAccount) -> TradingAccount:
        """See `TradingServer.open_account`. The operation id becomes the account's comment."""
        checked_operation_id(new.operation_id)
        # Asked first, so that an account never opens in a group that we cannot read afterwards.
        self._group_currency(new.group)
        opened = self._session.change(
            "/api/user/add",
            body={
                "Login": str(new.login or 0),
                "Group": new.group,
                "Leverage": str(new.leverage),
                "Rights": str(_DEFAULT_RIGHTS),
                "Name": new.name,
                "Email": new.email,
                "Country": new.country,
                "Phone": new.phone,
                "Comment": new.operation_id,
                "PassMain": new.main_password,
                "PassInvestor": new.investor_password,
            },
            meaning=_OPENING,
        )
        return self._account(Row(opened, changing=True))

    def find_account(self, operation_id: str, group: str) -> TradingAccount | None:
        """See `TradingServer.find_account`. The newest logins are read first."""
        checked_operation_id(operation_id)
        for block in blocks(sorted(self._logins(group), reverse=True)):
            for user in self._users(block):
                if operation_in(user.text("Comment")) == operation_id:
                    return self._account(user)
        return None

    def account(self, login: int) -> TradingAccount:
        """See `TradingServer.account`."""
        return self._account(self._user(login))

    def check_password(self, login: int, kind: PasswordKind, password: str) -> None:
        """See `TradingServer.check_password`."""
        self._session.read(
            "/api/user/check_password",
            body={"Login": str(login), "Type": str(kind), "Password": password},
        )

    def change_password(self, login: int, kind: PasswordKind, password: str) -> None:
        """See `TradingServer.change_password`."""
        self._session.change(
            "/api/user/change_password",
            body={"Login": str(login), "Type": str(kind), "Password": password},
            meaning={WRONG_PASSWORD: PasswordTooWeak},
        )

    def change_leverage(self, login: int, leverage: int) -> None:
        """See `TradingServer.change_leverage`."""
        self._session.change("/api/user/update", {"login": login, "leverage": leverage})

    def change_group(self, login: int, group: str) -> None:
        """See `TradingServer.change_group`."""
        self._session.change(
            "/api/user/update", {"login": login, "group": group}, meaning={8: GroupUnknown}
        )

    def change_access(
        self, login: int, *, may_sign_in: bool | None = None, may_trade: bool | None = None
    ) -> None:
        """See `TradingServer.change_access`. Other rights keep the value just read."""
        before = self._user(login).integer("Rights")
        rights = before
        if may_sign_in is not None:
            rights = rights | _MAY_SIGN_IN if may_sign_in else rights & ~_MAY_SIGN_IN
        if may_trade is not None:
            rights = rights & ~_TRADING_DISABLED if may_trade else rights | _TRADING_DISABLED
        if rights != before:
            self._session.change("/api/user/update", {"login": login, "rights": rights})

    def change_profile(
        self,
        login: int,
        *,
        name: str | None = None,
        email: str | None = None,
        comment: str | None = None,
        gets_reports: bool | None = None,
    ) -> None:
        """See `TradingServer.change_profile`. Personal data go into the body, as secrets do."""
        before = self._user(login)
        wanted = {"Name": name, "Email": email}
        if comment is not None:
            wanted["Comment"] = commented(before.text("Comment"), comment)
        if gets_reports is not None:
            rights = before.integer("Rights")
            rights = rights | _GETS_REPORTS if gets_reports else rights & ~_GETS_REPORTS
            wanted["Rights"] = str(rights)
        changed = {
            member: text
            for member, text in wanted.items()
            if text is not None and text != before.text(member)
        }
        if changed:
            self._session.change("/api/user/update", body={"Login": str(login)} | changed)

    def accounts_in(
        self, group: str, after: int = 0, limit: int = 100
    ) -> tuple[TradingAccount, ...]:
        """See `TradingServer.accounts_in`."""
        chosen = sorted(login for login in self._logins(group) if login > after)[:limit]
        found = (self._account(user) for block in blocks(chosen) for user in self._users(block))
        return tuple(sorted(found, key=lambda one: one.login))

    def _logins(self, group: str) -> list[int]:
        logins = self._session.read("/api/user/logins", {"group": group}, meaning=NO_SUCH_GROUP)
        if not isinstance(logins, list):
            raise VendorUnavailable("cannot read the logins", vendor=VENDOR, reason="broken")
        return [int(login) for login in logins]

    def _user(self, login: int) -> Row:
        return Row(self._session.read("/api/user/get", {"login": login}))

    def _account(self, user: Row) -> TradingAccount:
        rights = user.integer("Rights", _DEFAULT_RIGHTS)
        group = user.text("Group")
        return TradingAccount(
            login=user.integer("Login"),
            group=group,
            currency=self._group_currency(group),
            leverage=user.integer("Leverage"),
            name=user.text("Name"),
            email=user.text("Email"),
            may_sign_in=bool(rights & _MAY_SIGN_IN),
            may_trade=not rights & _TRADING_DISABLED,
            operation_id=operation_in(user.text("Comment")),
            comment=remark_in(user.text("Comment")),
            gets_reports=bool(rights & _GETS_REPORTS),
        )

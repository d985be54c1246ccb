"""What staff may set on a server for an account, and what differs from what is there. Pure."""

from collections.abc import Sequence
from dataclasses import fields

from chalicelib.accounts.model import PlatformEdit
from chalicelib.core.errors import Invalid
from chalicelib.gateways.trading.model import Group, TradingAccount


def differing(before: TradingAccount, wanted: PlatformEdit) -> PlatformEdit:
    """Of ``wanted``, what is not so already."""
    return PlatformEdit(
        **{
            one.name: value
            for one in fields(PlatformEdit)
            if (value := getattr(wanted, one.name)) is not None
            and value != getattr(before, one.name)
        }
    )


def set_in(account: TradingAccount, wanted: PlatformEdit) -> bool:
    """Whether the server has everything that is ``wanted``."""
    return differing(account, wanted) == PlatformEdit()


def told(
    account: TradingAccount | PlatformEdit, about: PlatformEdit
) -> dict[str, str | int | bool]:
    """What the account has of the members that ``about`` names, for the record."""
    return {
        _RECORDED.get(one.name, one.name): getattr(account, one.name)
        for one in fields(PlatformEdit)
        if getattr(about, one.name) is not None
    }


# The names under which audit records carry what is somebody's address.
_RECORDED = {"email": "server_email"}


def group_named(groups: Sequence[Group], name: str, field: str) -> Group:
    """The group called ``name``.

    Raises:
        Invalid: ``trading_group_unknown``.
    """
    for group in groups:
        if group.name == name:
            return group
    raise Invalid("the server has no such group", code="trading_group_unknown", field=field)


def check_leverage(group: Group, leverage: int) -> None:
    """Return if accounts of ``group`` may have ``leverage``.

    Raises:
        Invalid: ``leverage_not_offered`` with the ``leverages`` that they may have.
    """
    if leverage not in group.leverages:
        raise Invalid(
            f"1:{leverage} is not offered",
            code="leverage_not_offered",
            field="leverage",
            leverages=list(group.leverages),
        )

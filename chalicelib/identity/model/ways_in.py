"""The ways in: by what clients say who they are, and from where staff may come."""

from collections.abc import Callable
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.identity.errors import OwnAddressOutside


class SignInMethod(StrEnum):
    """By what a client says who they are. Staff come in by e-mail address."""

    EMAIL = "email"
    PHONE = "phone"
    ACCOUNT = "account"


SIGN_IN_METHODS: "Setting[tuple[SignInMethod, ...]]" = Setting(
    key="identity.sign_in_methods",
    type=Annotated[
        tuple[Literal[SignInMethod.EMAIL, SignInMethod.PHONE, SignInMethod.ACCOUNT], ...],
        Field(min_length=1, max_length=3),
    ],
    default=(SignInMethod.EMAIL,),
    group="security",
    public=True,
)


@dataclass(frozen=True)
class SignInServer:
    """A trading server whose accounts a client may sign in with."""

    id: str
    name: str


@dataclass(frozen=True)
class ClientDirectory:
    """How clients are found by what other capabilities know of them.

    ``by_phone`` takes country code and number as typed and gives the number in E.164 with whose it
    is; ``by_account`` takes server and login, live accounts of active clients alone;
    ``is_main_password`` asks the trading server, for any login.
    """

    by_phone: Callable[[str, str], tuple[str, str | None]]
    by_account: Callable[[str, int], str | None]
    is_main_password: Callable[[str, int, str], bool]
    servers: Callable[[], tuple[SignInServer, ...]]


def _range(text: str) -> str:
    try:
        return str(ip_network(text, strict=False))
    except ValueError as fault:
        raise ValueError(f"{text!r} is no range of addresses, such as 203.0.113.0/24") from fault


Range = Annotated[str, Field(max_length=50), AfterValidator(_range)]
Ranges = Annotated[tuple[Range, ...], Field(max_length=50)]


@dataclass(frozen=True)
class RoleRanges:
    """From where the members with one role may come in."""

    role_id: Annotated[str, Field(min_length=1, max_length=64)]
    ranges: Annotated[tuple[Range, ...], Field(min_length=1, max_length=50)]


@dataclass(frozen=True)
class AllowList:
    """From which network addresses (CIDR) staff may come in; a role's own ranges go before."""

    everybody: Ranges = ()
    by_role: Annotated[tuple[RoleRanges, ...], Field(max_length=50)] = ()

    def admits(self, role_ids: frozenset[str], ip: str) -> bool:
        """Whether somebody with one of ``role_ids`` may come from ``ip``.

        Where there are ranges for the role, those count and no others; else those for everybody.
        No ranges at all: from anywhere.
        """
        own = [text for one in self.by_role if one.role_id in role_ids for text in one.ranges]
        ranges = own or self.everybody
        return not ranges or _is_within(ip, ranges)


def _is_within(ip: str, ranges: "list[str] | tuple[str, ...]") -> bool:
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in ip_network(text) for text in ranges)


def _keep_inside(actor: Actor, wanted: AllowList) -> None:
    """Refuse ranges that would shut out the member who saves them."""
    if actor.realm is Realm.STAFF and not wanted.admits(actor.role_ids, actor.ip):
        raise OwnAddressOutside(
            "these ranges would shut you out: your own address is not inside",
            field="value",
            ip=actor.ip,
        )


DESK_ALLOW_LIST = Setting(
    key="identity.desk_allow_list",
    type=AllowList,
    default=AllowList(),
    group="security",
    guard=_keep_inside,
)

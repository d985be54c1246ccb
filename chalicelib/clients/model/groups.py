"""Client groups: which parts of the portal a client has, and what is offered to them there."""

from enum import StrEnum

from chalicelib.clients.model.uplines import DownlineVeil
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.core.veil import CLEAR, SensitiveField, Veil

STANDARD = "standard"


class PortalModule(StrEnum):
    """A part of the portal that a group can be without."""

    OPEN_ACCOUNT = "open_account"
    BIND_ACCOUNT = "bind_account"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    THIRD_PARTY_TRANSFER = "third_party_transfer"
    WITHDRAWAL_DETAILS = "withdrawal_details"
    REFERRAL = "referral"
    TICKETS = "tickets"


@dataclass(frozen=True)
class GroupVeil:
    """What the roles named do not see, or see only in part, of the clients of a group.

    Without any ``role_ids`` it holds for everybody on the staff but owners. It only takes away:
    what a role does not show is not shown by any group.
    """

    role_ids: tuple[str, ...] = ()
    partly: tuple[SensitiveField, ...] = ()
    hidden: tuple[SensitiveField, ...] = ()

    @property
    def veil(self) -> Veil:
        """The same as a veil."""
        return CLEAR.under(Veil(frozenset(self.partly), frozenset(self.hidden)))


@dataclass(frozen=True)
class ClientGroup:
    """What the clients of a group have. ``name`` is by language, ``en`` at least.

    ``deposit_methods``, ``withdrawal_methods`` and ``trading_servers`` name by id what is offered;
    None offers all that the broker has. ``veils`` hide more of these clients than roles do,
    ``from_uplines`` more than is hidden from all who brought clients.
    """

    id: str
    name: dict[str, str]
    modules: tuple[PortalModule, ...] = tuple(PortalModule)
    deposit_methods: tuple[str, ...] | None = None
    withdrawal_methods: tuple[str, ...] | None = None
    trading_servers: tuple[str, ...] | None = None
    veils: tuple[GroupVeil, ...] = ()
    from_uplines: DownlineVeil = DownlineVeil()


GROUPS: Setting[tuple[ClientGroup, ...]] = Setting(
    key="clients.groups",
    type=tuple[ClientGroup, ...],
    default=(ClientGroup(STANDARD, {"en": "Standard", "zh": "标准", "ar": "قياسية"}),),
    group="clients",
)

DEFAULT_GROUP = Setting(key="clients.default_group", type=str, default=STANDARD, group="clients")

"""Client groups: which parts of the portal a client has, and what is offered to them there."""

from enum import StrEnum

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

STANDARD = "standard"


class PortalModule(StrEnum):
    """A part of the portal that a group can be without."""

    OPEN_ACCOUNT = "open_account"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    WITHDRAWAL_DETAILS = "withdrawal_details"
    REFERRAL = "referral"


@dataclass(frozen=True)
class ClientGroup:
    """What the clients of a group have. ``name`` is by language, ``en`` at least.

    ``deposit_methods``, ``withdrawal_methods`` and ``trading_servers`` name by id what is offered;
    None offers all that the broker has.
    """

    id: str
    name: dict[str, str]
    modules: tuple[PortalModule, ...] = tuple(PortalModule)
    deposit_methods: tuple[str, ...] | None = None
    withdrawal_methods: tuple[str, ...] | None = None
    trading_servers: tuple[str, ...] | None = None


GROUPS: Setting[tuple[ClientGroup, ...]] = Setting(
    key="clients.groups",
    type=tuple[ClientGroup, ...],
    default=(ClientGroup(STANDARD, {"en": "Standard", "zh": "标准", "ar": "قياسية"}),),
    group="clients",
)

DEFAULT_GROUP = Setting(key="clients.default_group", type=str, default=STANDARD, group="clients")

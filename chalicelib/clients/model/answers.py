"""What the broker asks of newcomers beside the fixed fields, and what they answered."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.clients.model.kinds import ClientKind
from chalicelib.core.consent import Acceptance, Consent
from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.forms import (
    Answers,
    Choice,
    FieldType,
    Form,
    FormField,
    NewcomersForm,
    keeps_types,
)
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


class UpgradePending(Conflict):
    """The client's request to become an introducing broker waits for a decision already."""

    code = "upgrade_pending"


class UpgradeNotOffered(Forbidden):
    """The broker takes no such requests, or the client is an introducing broker already."""

    code = "upgrade_not_offered"


@dataclass(frozen=True)
class Answered:
    """A client's answers to the registration form of one kind, as of ``version`` of its design."""

    client_id: str
    kind: ClientKind
    form_version: int
    given_at: datetime
    answers: Answers = field(default_factory=dict, repr=False)
    version: int = 0


class UpgradeStatus(StrEnum):
    """Where a wish to become an introducing broker stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Upgrade:
    """A trader's wish to become an introducing broker; ``id`` is that of its request."""

    id: str
    client_id: str
    form_version: int
    submitted_at: datetime
    status: UpgradeStatus
    answers: Answers = field(default_factory=dict, repr=False)
    consents: tuple[Consent, ...] = ()
    reason: str = ""
    version: int = 0


@dataclass(frozen=True)
class UpgradeForm:
    """What a trader sends to become an introducing broker."""

    answers: Answers = field(repr=False)
    accepted: tuple[Acceptance, ...] = ()


def _question(key: str, en: str, zh: str, ar: str) -> FormField:
    return FormField(key, {"en": en, "zh": zh, "ar": ar}, required=False)


def _count(key: str, en: str, zh: str, ar: str) -> FormField:
    label = {"en": en, "zh": zh, "ar": ar}
    return FormField(key, label, FieldType.NUMBER, required=False, minimum="0")


_EXPERIENCE = FormField(
    "experience",
    {"en": "Experience as an IB", "zh": "IB 从业经验", "ar": "الخبرة كوسيط معرّف"},
    FieldType.CHOICE,
    required=False,
    choices=(
        Choice("none", {"en": "None yet", "zh": "暂无", "ar": "لا توجد بعد"}),
        Choice("up_to_two", {"en": "Up to two years", "zh": "两年以内", "ar": "حتى سنتين"}),
        Choice("longer", {"en": "More than two years", "zh": "两年以上", "ar": "أكثر من سنتين"}),
    ),
)

REGISTRATION_FORMS: dict[ClientKind, Setting[Form]] = {
    ClientKind.TRADER: Setting(
        key="clients.registration_form.trader",
        type=NewcomersForm,
        default=Form(),
        group="registration",
        follows=keeps_types,
    ),
    ClientKind.IB: Setting(
        key="clients.registration_form.ib",
        type=NewcomersForm,
        default=Form(
            (
                _question("company", "Company", "公司", "الشركة"),
                _count("customers", "Customers today", "现有客户数", "عدد العملاء حاليًا"),
                _count(
                    "customers_monthly",
                    "New customers a month",
                    "每月新增客户数",
                    "عملاء جدد شهريًا",
                ),
                _EXPERIENCE,
            )
        ),
        group="registration",
        follows=keeps_types,
    ),
}

IB_UPGRADES = Setting[bool](
    key="clients.ib_upgrades", type=bool, default=True, group="registration", public=True
)

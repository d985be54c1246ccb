"""The settings of kyc: forms, gates, and the vendor with what its verdict does."""

from dataclasses import field
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from chalicelib.core.forms import FieldType, Form, Key, LocalText, keeps_types
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.kyc.model.starter import IDENTITY_FIELDS, IDENTITY_GROUPS

MAX_FORMS = 20
LONGEST_NAME = 100


class Gate(StrEnum):
    """What can be shut to clients whose identity is not approved."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    LIVE_ACCOUNT = "live_account"
    DEMO_ACCOUNT = "demo_account"
    BIND_ACCOUNT = "bind_account"
    WITHDRAWAL_DETAILS = "withdrawal_details"
    IB_UPGRADE = "ib_upgrade"


class Vendor(StrEnum):
    """Who checks documents beside the staff."""

    NONE = "none"
    SUMSUB = "sumsub"


class VerdictUse(StrEnum):
    """What a vendor's verdict does: inform the staff, or settle the request by itself."""

    INFORM = "inform"
    SETTLE = "settle"


@dataclass(frozen=True)
class VendorRules:
    """Which vendor checks clients, at which of its levels, and what its verdict does."""

    vendor: Vendor = Vendor.NONE
    level: Annotated[str, Field(min_length=1, max_length=100)] = "basic-kyc-level"
    verdict: VerdictUse = VerdictUse.INFORM


@dataclass(frozen=True)
class KycForm:
    """One form that clients can choose, named per language.

    ``unique_keys`` are fields whose answer no other approved client may have given under the same
    key in any form. ``expiry_keys`` are dates on which a document in the record expires. A form
    that is switched off is offered no longer; what was handed in with it stays.
    """

    id: Key
    name: LocalText
    form: Form
    unique_keys: Annotated[tuple[Key, ...], Field(max_length=10)] = ()
    expiry_keys: Annotated[tuple[Key, ...], Field(max_length=10)] = ()
    enabled: bool = True
    description: LocalText = field(default_factory=dict)

    def __post_init__(self) -> None:
        if any(len(text) > LONGEST_NAME or not text.strip() for text in self.name.values()):
            raise ValueError(f"{self.id}: a name has 1 to {LONGEST_NAME} characters")
        if "en" not in self.name:
            raise ValueError(f"{self.id}: give a name in English at least")
        types = {one.key: one.type for one in self.form.fields}
        for key in self.unique_keys:
            if types.get(key) not in _COMPARABLE:
                raise ValueError(f"{self.id}: {key} is no text, number or date of this form")
        for key in self.expiry_keys:
            if types.get(key) is not FieldType.DATE:
                raise ValueError(f"{self.id}: {key} is no date of this form")


_COMPARABLE = frozenset({FieldType.TEXT, FieldType.NUMBER, FieldType.DATE})


def _told_apart(forms: tuple[KycForm, ...]) -> tuple[KycForm, ...]:
    """No two forms of one id, nor of one name in any language."""
    seen: set[tuple[str, str]] = set()
    for one in forms:
        names = {("id", one.id)} | {(lang, name.casefold()) for lang, name in one.name.items()}
        if taken := seen & names:
            raise ValueError(f"{sorted(taken)[0][1]} comes twice")
        seen |= names
    return forms


KycForms = Annotated[tuple[KycForm, ...], Field(max_length=MAX_FORMS), AfterValidator(_told_apart)]


def _keep_meanings(before: tuple[KycForm, ...], after: tuple[KycForm, ...]) -> None:
    """What was handed in with a form must stay readable by its later versions."""
    earlier = {one.id: one.form for one in before}
    for one in after:
        if one.id in earlier:
            keeps_types(earlier[one.id], one.form)


STARTER_FORM = KycForm(
    id="identity",
    name={"en": "Personal identity", "zh": "个人身份", "ar": "الهوية الشخصية"},
    form=Form(IDENTITY_FIELDS, IDENTITY_GROUPS),
    unique_keys=("document_number",),
    expiry_keys=("document_expires_on",),
)

FORMS = Setting[tuple[KycForm, ...]](
    key="kyc.forms", type=KycForms, default=(STARTER_FORM,), group="kyc", follows=_keep_meanings
)
GATES = Setting[frozenset[Gate]](
    key="kyc.gates", type=frozenset[Gate], default=frozenset(), group="kyc", four_eyes=True
)
VENDOR = Setting[VendorRules](
    key="kyc.vendor", type=VendorRules, default=VendorRules(), group="kyc", four_eyes=True
)

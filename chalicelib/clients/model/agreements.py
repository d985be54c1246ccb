"""What clients accept, at which step, and in which words."""

from enum import StrEnum

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


class AgreementPurpose(StrEnum):
    """At which step an agreement must be accepted."""

    REGISTRATION = "registration"
    IB = "ib"
    ACCOUNT = "account"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class Agreement:
    """A document that clients accept. ``title`` and ``text`` are by language, ``en`` at least.

    Either ``url`` or ``text`` is given. A new ``version`` must be accepted by whoever comes to its
    step; one that ``renews`` also by clients there are, before they do anything else.
    """

    document: str
    version: str
    purpose: AgreementPurpose
    title: dict[str, str]
    url: str | None = None
    text: dict[str, str] | None = None
    renews: bool = False


AGREEMENTS: Setting[tuple[Agreement, ...]] = Setting(
    key="clients.agreements",
    type=tuple[Agreement, ...],
    default=(
        Agreement(
            document="client-agreement",
            version="1",
            purpose=AgreementPurpose.REGISTRATION,
            title={"en": "Client agreement", "zh": "客户协议", "ar": "اتفاقية العميل"},
            text={
                "en": "The terms between the client and the broker.",
                "zh": "客户与经纪商之间的条款。",
                "ar": "الشروط بين العميل والوسيط.",
            },
        ),
        Agreement(
            document="privacy-policy",
            version="1",
            purpose=AgreementPurpose.REGISTRATION,
            title={"en": "Privacy policy", "zh": "隐私政策", "ar": "سياسة الخصوصية"},
            text={
                "en": "How the broker keeps and uses personal information.",
                "zh": "经纪商如何保存和使用个人信息。",
                "ar": "كيف يحفظ الوسيط المعلومات الشخصية ويستخدمها.",
            },
        ),
        Agreement(
            document="ib-agreement",
            version="1",
            purpose=AgreementPurpose.IB,
            title={"en": "IB agreement", "zh": "IB 协议", "ar": "اتفاقية الوسيط المعرّف"},
            text={
                "en": "The terms under which an introducing broker refers clients.",
                "zh": "介绍经纪商推荐客户所依据的条款。",
                "ar": "الشروط التي يُعرّف بموجبها الوسيط المعرّف العملاء.",
            },
        ),
        Agreement(
            document="risk-disclosure",
            version="1",
            purpose=AgreementPurpose.ACCOUNT,
            title={"en": "Risk disclosure", "zh": "风险披露", "ar": "الإفصاح عن المخاطر"},
            text={
                "en": "Trading on margin can lose more than it seems to; know the risk.",
                "zh": "保证金交易的亏损可能超出预期。请了解风险。",
                "ar": "قد يؤدي التداول بالهامش إلى خسائر كبيرة؛ كن على دراية بالمخاطر.",
            },
        ),
        Agreement(
            document="transfer-agreement",
            version="1",
            purpose=AgreementPurpose.TRANSFER,
            title={"en": "Transfer agreement", "zh": "转账协议", "ar": "اتفاقية التحويل"},
            text={
                "en": "Money sent to another client is theirs once it has arrived. The broker "
                "cannot call it back.",
                "zh": "转给其他客户的资金到账后即归对方所有,经纪商无法追回。",
                "ar": "المال المُرسل إلى عميل آخر يصبح ملكه فور وصوله، ولا يستطيع الوسيط استرداده.",
            },
        ),
    ),
    group="clients",
)

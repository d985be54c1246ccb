"""What a broker can set about money: currencies, limits, withdrawal methods."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

from chalicelib.core.forms import FieldCheck, FieldType, FormField
from chalicelib.core.setting import Setting
from chalicelib.funds.model.automation import AutomaticWithdrawals
from chalicelib.funds.model.deposits import DepositMethod, DepositMethodKind
from chalicelib.funds.model.methods import (
    FeeRule,
    MethodCurrency,
    MethodIcon,
    WholeUnits,
    WithdrawalMethod,
    WithdrawalMethodKind,
)
from chalicelib.funds.model.places import Place, Places
from chalicelib.funds.model.rates import OwnSource, RateRule
from chalicelib.funds.model.transfers import TransferPlaces
from chalicelib.funds.model.windows import DailyWindow


def _distinct(sources: tuple[OwnSource, ...]) -> tuple[OwnSource, ...]:
    if len({one.id for one in sources}) != len(sources):
        raise ValueError("two sources of one name")
    return sources


WALLET_CURRENCIES = Setting[tuple[str, ...]](
    key="funds.wallet_currencies",
    type=tuple[str, ...],
    default=("USD", "EUR"),
    group="funds",
    public=True,
)

MAX_PENDING_WITHDRAWALS = Setting[int](
    key="funds.max_pending_withdrawals", type=int, default=5, group="funds"
)

AUTOMATIC_WITHDRAWALS = Setting[AutomaticWithdrawals | None](
    key="funds.automatic_withdrawals",
    type=AutomaticWithdrawals | None,
    default=None,
    group="funds",
    four_eyes=True,
)

RETURN_TO_SOURCE = Setting[bool](
    key="funds.return_to_source", type=bool, default=False, group="funds"
)

IDENTITY_CHECK_ABOVE = Setting[WholeUnits | None](
    key="funds.identity_check_above", type=WholeUnits | None, default=None, group="funds"
)

WITHDRAWAL_HOLD_HOURS = Setting[int](
    key="funds.withdrawal_hold_hours",
    type=Annotated[int, Field(ge=0, le=168)],
    default=24,
    group="funds",
)

MAX_WITHDRAWAL_DETAILS = Setting[int](
    key="funds.max_withdrawal_details",
    type=Annotated[int, Field(ge=1)],
    default=10,
    group="funds",
)

_FEE = FeeRule(percent=Decimal("1"), cap="30")

WITHDRAWAL_METHODS = Setting[tuple[WithdrawalMethod, ...]](
    key="funds.withdrawal_methods",
    type=tuple[WithdrawalMethod, ...],
    default=(
        WithdrawalMethod(
            id="bank_wire",
            kind=WithdrawalMethodKind.BANK_WIRE,
            returns_to=("bank_wire",),
            name={"en": "Bank wire", "zh": "银行电汇", "ar": "حوالة مصرفية"},
            instructions={
                "en": "Payouts go to a bank account in your own name, in one to three bank days.",
                "zh": "款项将在一至三个银行工作日内汇至您本人名下的银行账户。",
                "ar": "تُحوَّل المبالغ إلى حساب مصرفي باسمك خلال يوم إلى ثلاثة أيام عمل مصرفية.",
            },
            currencies=(
                MethodCurrency("USD", "50", "50000", _FEE),
                MethodCurrency("EUR", "50", "50000", _FEE),
            ),
            fields=(
                FormField(
                    "account_holder",
                    {"en": "Account holder", "zh": "账户持有人", "ar": "صاحب الحساب"},
                    min_length=2,
                    max_length=100,
                ),
                FormField(
                    "bank_name",
                    {"en": "Bank", "zh": "银行", "ar": "المصرف"},
                    min_length=2,
                    max_length=100,
                ),
                FormField(
                    "iban",
                    {"en": "IBAN", "zh": "国际银行账号 (IBAN)", "ar": "رقم الآيبان"},
                    check=FieldCheck.IBAN,
                    sensitive=True,
                ),
                FormField(
                    "bic",
                    {"en": "BIC (SWIFT)", "zh": "银行代码 (BIC)", "ar": "رمز السويفت"},
                    check=FieldCheck.BIC,
                ),
            ),
        ),
    ),
    group="funds",
    four_eyes=True,
)

MAX_PENDING_DEPOSITS = Setting[int](
    key="funds.max_pending_deposits", type=int, default=5, group="funds"
)

_CARD_FEE = FeeRule(percent=Decimal("2.5"), cap="75")

DEPOSIT_METHODS = Setting[tuple[DepositMethod, ...]](
    key="funds.deposit_methods",
    type=tuple[DepositMethod, ...],
    default=(
        DepositMethod(
            id="card",
            kind=DepositMethodKind.ONLINE,
            provider="stripe",
            icon=MethodIcon.CARD,
            name={"en": "Card", "zh": "银行卡", "ar": "بطاقة مصرفية"},
            instructions={
                "en": "You pay on our provider's page. The money is in your wallet in seconds.",
                "zh": "您将在支付服务商的页面上付款,资金数秒内到账。",
                "ar": "تدفع على صفحة مزوّد خدمة الدفع، ويصل المبلغ إلى محفظتك خلال ثوانٍ.",
            },
            currencies=(
                MethodCurrency("USD", "10", "10000", _CARD_FEE),
                MethodCurrency("EUR", "10", "10000", _CARD_FEE),
            ),
        ),
        DepositMethod(
            id="bank_wire",
            kind=DepositMethodKind.MANUAL,
            name={"en": "Bank wire", "zh": "银行电汇", "ar": "حوالة مصرفية"},
            instructions={
                "en": "Wire the amount from an account in your own name, with your client id as "
                "reference, and attach the bank's confirmation. We credit it when it has arrived.",
                "zh": "请从您本人名下的账户汇款,附言填写您的客户编号,并上传银行回单。"
                "到账后我们将为您入账。",
                "ar": "حوّل المبلغ من حساب باسمك مع ذكر رقم العميل مرجعًا، وأرفق تأكيد المصرف. "
                "نضيفه إلى محفظتك فور وصوله.",
            },
            currencies=(
                MethodCurrency("USD", "50", "250000"),
                MethodCurrency("EUR", "50", "250000"),
            ),
            fields=(
                FormField(
                    "proof",
                    {"en": "Bank's confirmation", "zh": "银行回单", "ar": "تأكيد المصرف"},
                    type=FieldType.FILE,
                    help={
                        "en": "PDF, JPEG or PNG, at most 10 MB",
                        "zh": "PDF、JPEG 或 PNG,最大 10 MB",
                        "ar": "ملف PDF أو JPEG أو PNG بحد أقصى 10 ميغابايت",
                    },
                ),
                FormField(
                    "reference",
                    {"en": "Transfer reference", "zh": "汇款参考号", "ar": "مرجع التحويل"},
                    required=False,
                    min_length=2,
                    max_length=60,
                ),
            ),
        ),
    ),
    group="funds",
    four_eyes=True,
)

RATE_RULES = Setting[tuple[RateRule, ...]](
    key="funds.rate_rules",
    type=Annotated[tuple[RateRule, ...], Field(max_length=200)],
    default=(),
    group="funds",
    four_eyes=True,
)

RATE_SOURCES = Setting[tuple[OwnSource, ...]](
    key="funds.rate_sources",
    type=Annotated[tuple[OwnSource, ...], Field(max_length=20), AfterValidator(_distinct)],
    default=(),
    group="funds",
    four_eyes=True,
)

SHOW_RATES = Setting[bool](key="funds.show_rates", type=bool, default=True, group="funds")

DEPOSIT_DESTINATIONS = Setting[Places](
    key="funds.deposit_destinations",
    type=Places,
    default=tuple(Place),
    group="funds",
)

WITHDRAWAL_SOURCES = Setting[Places](
    key="funds.withdrawal_sources",
    type=Places,
    default=tuple(Place),
    group="funds",
)

INTERNAL_TRANSFERS = Setting[TransferPlaces](
    key="funds.internal_transfers",
    type=TransferPlaces,
    default=TransferPlaces(),
    group="funds",
)

DEPOSIT_WINDOW = Setting[DailyWindow | None](
    key="funds.deposit_window", type=DailyWindow | None, default=None, group="funds"
)

WITHDRAWAL_WINDOW = Setting[DailyWindow | None](
    key="funds.withdrawal_window", type=DailyWindow | None, default=None, group="funds"
)

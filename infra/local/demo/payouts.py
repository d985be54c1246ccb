"""How Meridian Markets pays in coins."""

from decimal import Decimal

from chalicelib.core.forms import FieldCheck, FormField
from chalicelib.funds.model.methods import (
    FeeRule,
    MethodCurrency,
    MethodIcon,
    PayoutRoute,
    WithdrawalMethod,
    WithdrawalMethodKind,
)


def bitcoin() -> WithdrawalMethod:
    """Through BTCPay's wallet, with a second person."""
    return WithdrawalMethod(
        id="bitcoin",
        kind=WithdrawalMethodKind.CRYPTO,
        icon=MethodIcon.COIN,
        name={"en": "Bitcoin", "zh": "比特币", "ar": "بيتكوين"},
        instructions={
            "en": "Two people check each payout before the coins are sent. The amount in bitcoin "
            "follows from the rate at that moment.",
            "zh": "发送前由两人核对。比特币数量按当时汇率计算。",
            "ar": "يراجع شخصان كل دفعة قبل إرسال العملات. تُحسب كمية البيتكوين بسعر تلك اللحظة.",
        },
        currencies=(
            MethodCurrency("USD", "50", "20000", FeeRule(percent=Decimal("0.5"), cap="25")),
            MethodCurrency("EUR", "50", "20000", FeeRule(percent=Decimal("0.5"), cap="25")),
        ),
        fields=(
            FormField(
                "address",
                {"en": "Bitcoin address", "zh": "比特币地址", "ar": "عنوان بيتكوين"},
                check=FieldCheck.BITCOIN,
            ),
        ),
        route=PayoutRoute(),
        returns_to=("bitcoin",),
    )

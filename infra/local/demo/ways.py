"""How clients of Meridian Markets pay, send to each other, and at which rates."""

from __future__ import annotations

from decimal import Decimal

from chalicelib.funds.model.client_transfers import ThirdPartyRules
from chalicelib.funds.model.deposits import DepositMethod, DepositMethodKind
from chalicelib.funds.model.methods import FeeRule, MethodCurrency, MethodIcon
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.rates import RateRule

HARBOUR = "psp_harbour"


def harbour_pay() -> DepositMethod:
    """An integration of the broker's own, by the open protocol."""
    return DepositMethod(
        id="harbour_pay",
        kind=DepositMethodKind.ONLINE,
        provider=HARBOUR,
        icon=MethodIcon.WALLET,
        name={"en": "Harbour Pay", "zh": "Harbour Pay", "ar": "Harbour Pay"},
        instructions={
            "en": "Pay from your Harbour Pay balance, on their page.",
            "zh": "在 Harbour Pay 页面使用余额付款。",
            "ar": "ادفع من رصيدك في Harbour Pay على صفحتهم.",
        },
        currencies=(MethodCurrency("USD", "10", "5000", FeeRule(percent=Decimal(1), cap="20")),),
    )


def bitcoin() -> DepositMethod:
    """Coins, at BTCPay."""
    return DepositMethod(
        id="bitcoin",
        kind=DepositMethodKind.ONLINE,
        provider="btcpay",
        icon=MethodIcon.COIN,
        name={"en": "Bitcoin", "zh": "比特币", "ar": "بيتكوين"},
        instructions={
            "en": "Send exactly the amount shown, before the page closes. The money is in your "
            "wallet once the chain has confirmed the payment.",
            "zh": "请在页面关闭前,按所示金额足额转账。区块链确认后资金即入账。",
            "ar": "أرسل المبلغ المعروض تمامًا قبل إغلاق الصفحة. يصل المال إلى محفظتك بعد أن تؤكد "
            "الشبكة الدفعة.",
        },
        currencies=(
            MethodCurrency("USD", "20", "20000"),
            MethodCurrency("EUR", "20", "20000"),
        ),
    )


def gulf() -> DepositMethod:
    """Dirhams into wallets of dollars and euros: the two meet at the broker's rates."""
    return DepositMethod(
        id="gulf_transfer",
        kind=DepositMethodKind.MANUAL,
        name={
            "en": "Local transfer (UAE)",
            "zh": "本地转账(阿联酋)",
            "ar": "تحويل محلي (الإمارات)",
        },
        instructions={
            "en": "Transfer the dirhams shown to our account in Dubai, with your client id as "
            "reference.",
            "zh": "请将所示迪拉姆金额转入我们在迪拜的账户,附言填写客户编号。",
            "ar": "حوّل مبلغ الدراهم المعروض إلى حسابنا في دبي مع ذكر رقم العميل مرجعًا.",
        },
        currencies=(MethodCurrency("AED", "200", "100000", FeeRule(Decimal("0.5"), "100")),),
        converts=True,
    )


def third_party() -> ThirdPartyRules:
    """Between wallets and accounts alike."""
    return ThirdPartyRules(enabled=True, sources=tuple(Place), targets=tuple(Place))


def rates() -> tuple[RateRule, ...]:
    """The bank's reference rates with one percent; the dirham, which it lacks, is pegged."""
    return (
        RateRule(markup_percent=Decimal(1)),
        RateRule(base="USD", quote="AED", manual="3.6725", markup_percent=Decimal("0.5")),
        RateRule(base="EUR", quote="AED", manual="4.2535", markup_percent=Decimal(1)),
    )

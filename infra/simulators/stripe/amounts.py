"""Which amounts Stripe charges, by currency: its minor units, smallest charges and special cases.

Source: docs.stripe.com/currencies. Written apart from the client's table on purpose.
"""

from infra.simulators.stripe.failures import StripeRefusal

_CODES = {
    "whole": "bif clp djf gnf jpy kmf krw pyg rwf vnd vuv xaf xof xpf",
    "thousandths": "bhd jod kwd omr tnd",
    "hundredths always zero": "isk ugx",
    "hundredths": (
        "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bmd bnd bob brl bsd bwp byn bzd cad "
        "cdf chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd "
        "hnl htg huf idr ils inr jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt "
        "mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd "
        "rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu "
        "uzs wst xcd yer zar zmw"
    ),
}
WHOLE = frozenset(_CODES["whole"].split())
THOUSANDTHS = frozenset(_CODES["thousandths"].split())
HUNDREDTHS_ALWAYS_ZERO = frozenset(_CODES["hundredths always zero"].split())
CHARGED = frozenset(" ".join(_CODES.values()).split())
SMALLEST = {
    "usd": 50, "aed": 200, "aud": 50, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250,
    "eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200,
    "nok": 300, "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000,
}  # fmt: skip
LARGEST = 99_999_999


def check_charge(amount: int, currency: str) -> None:
    """Refuse what Stripe would not charge.

    Raises:
        StripeRefusal: unknown currency, too small, too large, or too fine for the currency.
    """
    param = "line_items[0][price_data][unit_amount]"
    if currency not in CHARGED:
        raise StripeRefusal(
            f"Invalid currency: {currency}", param="line_items[0][price_data][currency]"
        )
    if amount < SMALLEST.get(currency, 1):
        raise StripeRefusal(
            "The total is below the smallest charge", code="amount_too_small", param=param
        )
    if amount > LARGEST:
        raise StripeRefusal("The total is too large", code="amount_too_large", param=param)
    check_step(amount, currency, param)


def check_step(amount: int, currency: str, param: str) -> None:
    """Refuse an amount finer than the card networks carry.

    Raises:
        StripeRefusal: it is.
    """
    step = 10 if currency in THOUSANDTHS else 100 if currency in HUNDREDTHS_ALWAYS_ZERO else 1
    if amount % step:
        raise StripeRefusal(
            f"Amounts in {currency} must be a multiple of {step}",
            code="invalid_charge_amount",
            param=param,
        )


def written(amount: int, currency: str) -> str:
    """``amount`` for people: ``EUR 25.00``."""
    places = 0 if currency in WHOLE else 3 if currency in THOUSANDTHS else 2
    whole, part = divmod(amount, 10**places)
    return f"{currency.upper()} {whole:,}" + (f".{part:0{places}d}" if places else "")

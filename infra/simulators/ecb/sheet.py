"""The file itself: rates that move a little from day to day, always the same for the same day."""

import hashlib
from datetime import date
from decimal import Decimal

# Around the level of autumn 2026; the number of decimals is the ECB's for each currency.
_LEVELS = {
    "USD": "1.1582", "JPY": "178.61", "CZK": "24.198", "DKK": "7.4689", "GBP": "0.88120",
    "HUF": "384.15", "PLN": "4.2418", "RON": "5.0862", "SEK": "10.9860", "CHF": "0.9312",
    "ISK": "146.90", "NOK": "11.6485", "TRY": "48.9127", "AUD": "1.7746", "BRL": "6.1923",
    "CAD": "1.6240", "CNY": "8.2345", "HKD": "9.0137", "IDR": "19360.10", "ILS": "3.7815",
    "INR": "102.6930", "KRW": "1701.29", "MXN": "21.2655", "MYR": "4.7900", "NZD": "2.0481",
    "PHP": "68.210", "SGD": "1.5078", "THB": "37.480", "ZAR": "19.9650",
}  # fmt: skip
_WIDEST_MOVE = Decimal("0.012")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" \
xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender>
\t\t<gesmes:name>European Central Bank</gesmes:name>
\t</gesmes:Sender>
\t<Cube>
"""
_TAIL = "\t</Cube>\n</gesmes:Envelope>\n"


def file_of(day: date) -> str:
    """The daily file of ``day``, laid out as the ECB's."""
    rows = "".join(
        f"\t\t\t<Cube currency='{currency}' rate='{_rate(currency, level, day)}'/>\n"
        for currency, level in _LEVELS.items()
    )
    return f"{_HEAD}\t\t<Cube time='{day.isoformat()}'>\n{rows}\t\t</Cube>\n{_TAIL}"


def _rate(currency: str, level: str, day: date) -> Decimal:
    digest = hashlib.sha256(f"{currency}{day.isoformat()}".encode()).digest()
    move = Decimal(int.from_bytes(digest[:4], "big")) / 2**31 - 1
    return (Decimal(level) * (1 + move * _WIDEST_MOVE)).quantize(Decimal(level))

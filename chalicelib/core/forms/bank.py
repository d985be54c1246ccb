"""Numbers of bank accounts that carry a checksum or have a fixed make-up.

IBAN: ISO 13616, check digits by ISO 7064 mod 97-10; lengths per country from the IBAN registry.
BIC: ISO 9362, four letters, two of the country, two to five letters or digits.
"""

import re

_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_LENGTHS_BY_COUNTRY = (
    "NO15 BE16 DK18 FO18 FI18 GL18 NL18 FK18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 XK20 LT20 LU20 "
    "MN20 HR21 LV21 LI21 CH21 BH22 BG22 CR22 GE22 DE22 IE22 ME22 RS22 GB22 VA22 GI23 IQ23 IL23 "
    "OM23 SO23 TL23 AE23 AD24 CZ24 MD24 PK24 RO24 SA24 SK24 ES24 SE24 TN24 VG24 LY25 PT25 ST25 "
    "IS26 TR26 BI27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 SV28 GT28 HU28 LB28 "
    "NI28 PL28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 DJ27 HN28 MT31 SC31 LC32 RU33"
)
IBAN_LENGTHS = {text[:2]: int(text[2:]) for text in _LENGTHS_BY_COUNTRY.split()}


def iban_problem(iban: str) -> str | None:
    """What is wrong with ``iban`` (no blanks, capitals), or None."""
    if not _IBAN.fullmatch(iban):
        return "iban_malformed"
    length = IBAN_LENGTHS.get(iban[:2])
    if length is None:
        return "iban_country"
    if len(iban) != length:
        return "iban_length"
    digits = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    return None if int(digits) % 97 == 1 else "iban_checksum"


def bic_problem(bic: str) -> str | None:
    """What is wrong with ``bic`` (no blanks, capitals), or None."""
    return None if _BIC.fullmatch(bic) else "bic_malformed"

"""Checking the fields of withdrawal details, and masking them. Pure.

IBAN: ISO 13616, check digits by ISO 7064 mod 97-10; lengths per country from the IBAN registry.
BIC: ISO 9362, four letters, two of the country, two to five letters or digits.
"""

import re
from collections.abc import Sequence

from chalicelib.funds.model.details import DetailsInvalid, WithdrawalDetails
from chalicelib.funds.model.methods import FieldCheck, MethodField

_LONGEST = 200
_SHOWN = 4
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


def checked(fields: dict[str, str], declared: Sequence[MethodField]) -> dict[str, str]:
    """``fields`` in their normal form, if each is what its method declares.

    Raises:
        DetailsInvalid: with ``field`` and the fact ``problem``: ``unknown``, ``missing``,
            ``too_long``, ``pattern``, ``iban_length``, ``iban_checksum``, ``iban_country``,
            ``iban_malformed`` or ``bic_malformed``.
    """
    keys = {one.key for one in declared}
    for key in fields:
        if key not in keys:
            raise _wrong(key, "unknown")
    normal = {one.key: _normal(one, fields.get(one.key, "").strip()) for one in declared}
    return {key: text for key, text in normal.items() if text}


def _wrong(key: str, problem: str) -> DetailsInvalid:
    return DetailsInvalid(f"{key}: {problem}", field=f"fields.{key}", problem=problem)


def _normal(declared: MethodField, text: str) -> str:
    if not text:
        if declared.required:
            raise _wrong(declared.key, "missing")
        return text
    if len(text) > _LONGEST:
        raise _wrong(declared.key, "too_long")
    if declared.check is not FieldCheck.NONE:
        text = re.sub(r"[\s-]", "", text).upper()
        problem = iban_problem(text) if declared.check is FieldCheck.IBAN else bic_problem(text)
        if problem:
            raise _wrong(declared.key, problem)
    if declared.pattern is not None and not re.fullmatch(declared.pattern, text):
        raise _wrong(declared.key, "pattern")
    return text


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


def masked(details: WithdrawalDetails) -> dict[str, str]:
    """The fields with all but the last four signs of the sensitive ones hidden."""
    return {
        key: hidden(text) if key in details.sensitive else text
        for key, text in details.fields.items()
    }


def hidden(text: str) -> str:
    """``text`` with all but its last signs as bullets; short texts are hidden whole."""
    shown = text[-_SHOWN:] if len(text) > 2 * _SHOWN else ""
    return "•" * (len(text) - len(shown)) + shown

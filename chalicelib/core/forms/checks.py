"""Whether one answer is what its field wants, type by type, and its normal form."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from chalicelib.core.forms.bank import bic_problem, iban_problem
from chalicelib.core.forms.coins import bitcoin_problem
from chalicelib.core.forms.design import (
    LONGEST_ANSWER,
    FieldCheck,
    FieldType,
    FormField,
    day_of,
)

_SHORT_TEXT = 200
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,8})?")
_PATTERNS = {
    FieldCheck.LATIN: re.compile(r"[A-Za-z\u00C0-\u024F][A-Za-z\u00C0-\u024F .'\u2019-]*"),
    FieldCheck.DIGITS: re.compile(r"[0-9]+"),
    FieldCheck.LETTERS_DIGITS: re.compile(r"[A-Za-z0-9]+"),
    FieldCheck.EMAIL: re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"),
    FieldCheck.WEB_ADDRESS: re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?"),
}
_BETWEEN_LETTERS = " .'\u2019-\u00b7"
_BANK = {FieldCheck.IBAN: iban_problem, FieldCheck.BIC: bic_problem}


class Refused(Exception):
    """The answer is not what the field wants; ``facts`` name the limit."""

    def __init__(self, code: str, **facts: str | int) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


def normal(declared: FormField, value: Any, today: date) -> str | bool | tuple[str, ...]:
    """The normal form of a given answer, which is not empty.

    Raises:
        Refused: ``malformed`` (not even of the type), ``too_short`` and ``too_long`` with
            ``limit``, ``pattern``, ``iban_…``, ``bic_malformed``, ``bitcoin_…``, ``not_number``,
            ``too_precise`` with ``decimals``, ``too_small`` and ``too_large`` with ``limit``,
            ``not_date``, ``too_early`` and ``too_late`` with ``limit``, ``not_offered``,
            ``not_country``.
    """
    match declared.type:
        case FieldType.YES_NO:
            return _yes_no(value)
        case FieldType.CHOICES:
            return _chosen(declared, value)
        case FieldType.DATE:
            return _day(declared, _text(value), today)
        case _:
            return _OF_TEXTS[declared.type](declared, _text(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("malformed")
    return value


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused("malformed")
    return value


def _chosen(declared: FormField, value: Any) -> tuple[str, ...]:
    """The chosen keys in the order in which they are offered, each once."""
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise Refused("malformed")
    offered = [choice.key for choice in declared.choices]
    if not set(value) <= set(offered):
        raise Refused("not_offered")
    return tuple(key for key in offered if key in value)


def _written(declared: FormField, text: str) -> str:
    if declared.check in _BANK:
        text = re.sub(r"[\s-]", "", text).upper()
    longest = _SHORT_TEXT if declared.type is FieldType.TEXT else LONGEST_ANSWER
    longest = declared.max_length or longest
    if len(text) > longest:
        raise Refused("too_long", limit=longest)
    if declared.min_length is not None and len(text) < declared.min_length:
        raise Refused("too_short", limit=declared.min_length)
    if declared.check in _BANK:
        problem = _BANK[declared.check](text)
        if problem:
            raise Refused(problem)
    if declared.check is FieldCheck.BITCOIN:
        text = _address(text)
    pattern = _PATTERNS.get(declared.check)
    if pattern is not None and not pattern.fullmatch(text):
        raise Refused("pattern", check=declared.check.value)
    if declared.check is FieldCheck.LETTERS and not _is_of_letters(text):
        raise Refused("pattern", check=declared.check.value)
    return text


def _address(text: str) -> str:
    """An address on a chain: as it is written, or in small letters where case means nothing."""
    problem = bitcoin_problem(text)
    if problem:
        raise Refused(problem)
    return text.lower() if text.upper().startswith("BC1") else text


def _is_of_letters(text: str) -> bool:
    """Letters of any script with their marks, and what stands between the parts of a name."""
    return text[0].isalpha() and all(
        sign.isalpha() or sign in _BETWEEN_LETTERS or unicodedata.category(sign).startswith("M")
        for sign in text
    )


def _number(declared: FormField, text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise Refused("not_number")
    value = Decimal(text)
    decimals = len(text.partition(".")[2].rstrip("0"))
    if decimals > declared.decimals:
        raise Refused("too_precise", decimals=declared.decimals)
    if declared.minimum is not None and value < Decimal(declared.minimum):
        raise Refused("too_small", limit=declared.minimum)
    if declared.maximum is not None and value > Decimal(declared.maximum):
        raise Refused("too_large", limit=declared.maximum)
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _day(declared: FormField, text: str, today: date) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Refused("not_date")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused("not_date") from None
    earliest = declared.earliest and day_of(declared.earliest, today)
    if earliest and day < earliest:
        raise Refused("too_early", limit=earliest.isoformat())
    latest = declared.latest and day_of(declared.latest, today)
    if latest and day > latest:
        raise Refused("too_late", limit=latest.isoformat())
    return text


def _choice(declared: FormField, text: str) -> str:
    if text not in {choice.key for choice in declared.choices}:
        raise Refused("not_offered")
    return text


def _country(_declared: FormField, text: str) -> str:
    import phonenumbers  # noqa: PLC0415 - slow to load, and few forms ask for a country

    if text not in phonenumbers.SUPPORTED_REGIONS:
        raise Refused("not_country")
    return text


def _file(_declared: FormField, text: str) -> str:
    if len(text) > _SHORT_TEXT:
        raise Refused("too_long", limit=_SHORT_TEXT)
    return text


_OF_TEXTS: dict[FieldType, Callable[[FormField, str], str]] = {
    FieldType.TEXT: _written,
    FieldType.LONG_TEXT: _written,
    FieldType.NUMBER: _number,
    FieldType.CHOICE: _choice,
    FieldType.COUNTRY: _country,
    FieldType.FILE: _file,
}

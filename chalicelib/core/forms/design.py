"""What a designed form is: fields in groups, in the broker's order, with texts per language.

Owns: which designs make sense. Refuses: answers (see `answers`), and patterns of the broker's own
making, since a badly written one can stop a process; there is a list of named checks instead.
"""

import re
from collections.abc import Sequence
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue

from chalicelib.core.nouns import dataclass

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
LocalText = dict[str, Annotated[str, Field(max_length=500)]]
NumberText = Annotated[str, Field(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,8})?$")]
DayText = Annotated[
    str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|today([+-][0-9]{1,4}[dmy])?)$")
]
LONGEST_ANSWER = 2000
MAX_FIELDS = 60
MAX_CHOICES = 100
MAX_GROUPS = 20


class FieldType(StrEnum):
    """How a field is answered, and what its answer is.

    Text, or for a number exact decimal text, for a date ``YYYY-MM-DD``, for a country its ISO
    3166-1 alpha-2 code, for a choice its key, for a file the id of an accepted document; the keys
    chosen for ``choices``; true or false for ``yes_no``.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    COUNTRY = "country"
    FILE = "file"


class FieldCheck(StrEnum):
    """A named check of a text."""

    NONE = "none"
    LETTERS = "letters"
    LATIN = "latin"
    DIGITS = "digits"
    LETTERS_DIGITS = "letters_digits"
    EMAIL = "email"
    WEB_ADDRESS = "web_address"
    IBAN = "iban"
    BIC = "bic"
    BITCOIN = "bitcoin"


_CHOOSING = frozenset({FieldType.CHOICE, FieldType.CHOICES})
_WRITTEN = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})


@dataclass(frozen=True)
class Choice:
    """One answer that is offered."""

    key: Key
    label: LocalText


@dataclass(frozen=True)
class FieldGroup:
    """Fields that stand together under a title."""

    key: Key
    title: LocalText
    help: LocalText = field(default_factory=dict)


@dataclass(frozen=True)
class FormField:
    """One field. Texts are by language, English standing in for a missing one.

    Lengths count characters. ``minimum`` and ``maximum`` are of a number with at most ``decimals``
    decimals, ``earliest`` and ``latest`` of a date: a day, or one counted from the day of the
    answer such as ``today-18y``; all are inclusive. A required ``yes_no`` may be answered either
    way. A ``sensitive`` answer is shown masked. ``group`` is a key of the form's groups, or empty.
    """

    key: Key
    label: LocalText
    type: FieldType = FieldType.TEXT
    required: bool = True
    check: FieldCheck = FieldCheck.NONE
    sensitive: bool = False
    help: LocalText = field(default_factory=dict)
    placeholder: LocalText = field(default_factory=dict)
    group: Annotated[str, Field(max_length=40)] = ""
    choices: Annotated[tuple[Choice, ...], Field(max_length=MAX_CHOICES)] = ()
    min_length: Annotated[int, Field(ge=1, le=LONGEST_ANSWER)] | None = None
    max_length: Annotated[int, Field(ge=1, le=LONGEST_ANSWER)] | None = None
    minimum: NumberText | None = None
    maximum: NumberText | None = None
    decimals: Annotated[int, Field(ge=0, le=8)] = 0
    earliest: DayText | None = None
    latest: DayText | None = None

    def __post_init__(self) -> None:
        if (self.type in _CHOOSING) != bool(self.choices):
            raise ValueError(f"{self.key}: choices belong to a choice, and a choice needs them")
        if self.check is not FieldCheck.NONE and self.type not in _WRITTEN:
            raise ValueError(f"{self.key}: only texts have such a check")
        distinct(self.choices)
        _in_order(self.key, self.min_length, self.max_length)
        _in_order(self.key, _number(self.minimum), _number(self.maximum))
        _in_order(self.key, _fixed_day(self.earliest), _fixed_day(self.latest))


@dataclass(frozen=True)
class Form:
    """A whole form: its fields in order, each in one of its groups or in none.

    A key is unique in its form and is what answers are stored under, so it never changes.
    """

    fields: Annotated[tuple[FormField, ...], Field(max_length=MAX_FIELDS)] = ()
    groups: Annotated[tuple[FieldGroup, ...], Field(max_length=MAX_GROUPS)] = ()

    def __post_init__(self) -> None:
        distinct(self.fields)
        distinct(self.groups)
        known = {"", *(group.key for group in self.groups)}
        for one in self.fields:
            if one.group not in known:
                raise ValueError(f"{one.key}: there is no group {one.group}")


def distinct(named: Sequence[Choice | FormField | FieldGroup]) -> None:
    """Refuse two of one key.

    Raises:
        ValueError: the first key that comes twice.
    """
    seen: set[str] = set()
    for one in named:
        if one.key in seen:
            raise ValueError(f"{one.key} comes twice")
        seen.add(one.key)


def keeps_types(before: Form, after: Form) -> None:
    """Refuse a design whose field means something else than before under the same key.

    Raises:
        ValueError: the key of the first such field.
    """
    types = {one.key: one.type for one in before.fields}
    for one in after.fields:
        if types.get(one.key, one.type) is not one.type:
            raise ValueError(f"{one.key}: a field keeps its type; add another instead")


def _without_files(form: Form) -> Form:
    _only(_WITHOUT_FILES, form.fields)
    return form


def _of_texts(fields: tuple[FormField, ...]) -> tuple[FormField, ...]:
    distinct(fields)
    _only(_OF_TEXTS, fields)
    return fields


def _only(types: frozenset[FieldType], fields: Sequence[FormField]) -> None:
    for one in fields:
        if one.type not in types:
            raise ValueError(f"{one.key}: a field of this type cannot be asked for here")


def _offered(types: frozenset[FieldType]) -> dict[str, JsonValue]:
    """How a schema tells the designer of forms which types it may offer."""
    return {"x-field-types": [one.value for one in FieldType if one in types]}


_WITHOUT_FILES = frozenset(FieldType) - {FieldType.FILE}
_OF_TEXTS = frozenset(FieldType) - {FieldType.CHOICES, FieldType.YES_NO}

NewcomersForm = Annotated[
    Form, AfterValidator(_without_files), Field(json_schema_extra=_offered(_WITHOUT_FILES))
]
"""A form for people without a login, who can send no files."""

TextFields = Annotated[
    tuple[FormField, ...],
    Field(max_length=20, json_schema_extra=_offered(_OF_TEXTS)),
    AfterValidator(_of_texts),
]
"""Fields without groups, each answered by one text (or the id of a file)."""


def day_of(limit: str, today: date) -> date:
    """The day that ``limit`` names, counted from ``today`` where it says so.

    The 29th of February and days a month does not have become the last of their month.
    """
    if not limit.startswith("today"):
        return date.fromisoformat(limit)
    found = re.fullmatch(r"today([+-][0-9]+)([dmy])", limit)
    if found is None:
        return today
    count, unit = int(found[1]), found[2]
    if unit == "d":
        return today + timedelta(days=count)
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(today.day, last))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _fixed_day(limit: str | None) -> date | None:
    """The day of a limit that does not move; raises for a day that no calendar has."""
    return None if limit is None or limit.startswith("today") else date.fromisoformat(limit)


def _in_order(key: str, low: object, high: object) -> None:
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        raise ValueError(f"{key}: the upper limit is below the lower one")

"""What a row of a file says of a client, and what is wrong with it as far as the row alone tells.

Pure: whoever calls brings the form in force and the day.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from chalicelib.clients import rules
from chalicelib.clients.model.creation import ClientDraft
from chalicelib.clients.model.imports import ClientImport
from chalicelib.clients.rules.blacklist import EMAIL
from chalicelib.core import forms
from chalicelib.core.errors import Invalid
from chalicelib.core.forms import FieldType, Form, FormField
from chalicelib.core.reviewed import Fault, ImportColumn

_FIXED = (
    ImportColumn("name", required=True, example="Lin Chen"),
    ImportColumn("email", required=True, example="lin.chen@example.com"),
    ImportColumn("phone", required=True, example="+44 7911 123456"),
    ImportColumn("nationality", example="GB"),
    ImportColumn("language", example="en"),
    ImportColumn("id", example=""),
    ImportColumn("referral_code", example=""),
    ImportColumn("referrer", example=""),
)
_LANGUAGES = ("en", "zh", "ar")
_NAME_AT_MOST = 128
_EMAIL_AT_MOST = 254
_YES = frozenset({"yes", "true", "1", "y", "是", "نعم"})
_NO = frozenset({"no", "false", "0", "n", "否", "لا"})


def columns(form: Form) -> tuple[ImportColumn, ...]:
    """The columns of a file of clients who answer to ``form``."""
    designed = (
        ImportColumn(_column(one), one.required, _example(one), one.label) for one in form.fields
    )
    return (*_FIXED, *designed)


def _column(one: FormField) -> str:
    """The column of a designed field; one that is called like a fixed column steps aside."""
    taken = {fixed.key for fixed in _FIXED}
    return f"answer_{one.key}" if one.key in taken else one.key


def _example(one: FormField) -> str:
    match one.type:
        case FieldType.YES_NO:
            return "yes"
        case FieldType.CHOICE | FieldType.CHOICES:
            return one.choices[0].key
        case FieldType.COUNTRY:
            return "GB"
        case FieldType.DATE:
            return "1990-12-31"
        case FieldType.NUMBER:
            return "10"
    return ""


def draft(wanted: ClientImport, form: Form, cells: Mapping[str, str]) -> ClientDraft:
    """The client that a row describes; `faults` says whether it can be one."""
    return ClientDraft(
        kind=wanted.kind,
        name=cells.get("name", ""),
        email=cells.get("email", ""),
        phone=cells.get("phone", ""),
        nationality=cells.get("nationality", "").upper(),
        language=cells.get("language", wanted.language).casefold(),
        id=cells.get("id", ""),
        referral_code=cells.get("referral_code", ""),
        referrer=cells.get("referrer", ""),
        owner_id=wanted.owner_id,
        participant_ids=wanted.participant_ids,
        group_id=wanted.group_id,
        source=wanted.source,
        answers=_answers(form, cells),
        tells=wanted.tells,
    )


def _answers(form: Form, cells: Mapping[str, str]) -> dict[str, Any]:
    """Answers as the kit of forms takes them; what cannot be read stays text, and is refused."""
    return {
        one.key: _answer(one, cells[_column(one)]) for one in form.fields if _column(one) in cells
    }


def _answer(one: FormField, text: str) -> Any:
    match one.type:
        case FieldType.YES_NO:
            folded = text.casefold()
            return True if folded in _YES else False if folded in _NO else text
        case FieldType.CHOICE:
            return _choice(one, text)
        case FieldType.CHOICES:
            return tuple(_choice(one, part) for part in text.split(";") if part.strip())
        case FieldType.COUNTRY:
            return text.upper()
    return text


def _choice(one: FormField, text: str) -> str:
    """The key of what is chosen by its key or by its label in any language."""
    wanted = text.strip().casefold()
    for choice in one.choices:
        if wanted in {
            choice.key.casefold(),
            *(label.casefold() for label in choice.label.values()),
        }:
            return choice.key
    return text.strip()


def faults(made: ClientDraft, form: Form, today: date) -> tuple[Fault, ...]:
    """Everything that the row alone shows to be wrong with ``made``, in the order of columns."""
    return (*_fixed_faults(made), *_answer_faults(made, form, today))


def _fixed_faults(made: ClientDraft) -> Iterator[Fault]:
    if not made.name or len(made.name) > _NAME_AT_MOST:
        yield _text_fault("name", made.name, _NAME_AT_MOST)
    if not made.email or len(made.email) > _EMAIL_AT_MOST:
        yield _text_fault("email", made.email, _EMAIL_AT_MOST)
    elif not EMAIL.fullmatch(made.email):
        yield Fault("email", "email_malformed")
    if not made.phone:
        yield Fault("phone", "missing")
    else:
        yield from _refused("phone", lambda: rules.international(made.phone, field="phone"))
    if made.nationality:
        yield from _refused("nationality", lambda: rules.nationality(made.nationality))
    if made.language not in _LANGUAGES:
        yield Fault("language", "not_offered", {"choices": list(_LANGUAGES)})
    if made.id:
        yield from _refused("id", lambda: rules.chosen_id(made.id))
    if made.referral_code:
        yield from _refused("referral_code", lambda: rules.chosen_code(made.referral_code))


def _text_fault(column: str, text: str, at_most: int) -> Fault:
    return Fault(column, "too_long", {"limit": at_most}) if text else Fault(column, "missing")


def _refused(column: str, check: Any) -> Iterator[Fault]:
    try:
        check()
    except Invalid as refusal:
        yield Fault(column, refusal.code)


def _answer_faults(made: ClientDraft, form: Form, today: date) -> Iterator[Fault]:
    by_key = {one.key: one for one in form.fields}
    for problem in forms.check(form, made.answers, today).problems:
        one = by_key[problem.key]
        facts = dict(problem.facts)
        if one.choices:
            facts["choices"] = [choice.key for choice in one.choices]
        yield Fault(_column(one), problem.code, facts)

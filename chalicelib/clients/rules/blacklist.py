"""By what somebody is looked up on the blacklist, and what a file of entries says. Pure."""

import re
from collections.abc import Iterator, Mapping

from chalicelib.clients.model.blacklist import BlacklistKey, BlacklistReason, EntryDraft
from chalicelib.clients.rules import international, nationality
from chalicelib.core.errors import Invalid
from chalicelib.core.forms import Answers, Form
from chalicelib.core.reviewed import Fault, ImportColumn

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
IDENTITY_KEYS = frozenset({"identity_number", "id_number", "passport_number"})


def identities(form: Form, answers: Answers) -> tuple[str, ...]:
    """The numbers of identity papers among ``answers``, by the keys that stand for them."""
    found = (answers.get(one.key) for one in form.fields if one.key in IDENTITY_KEYS)
    return tuple(text for text in found if isinstance(text, str))


def identity_value(number: str) -> str:
    """The number of an identity paper as it is compared: capitals and digits alone."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def blacklist_value(key: BlacklistKey, typed: str) -> str:
    """What an entry of the blacklist is looked up by; phone numbers are written with their ``+``.

    Raises:
        Invalid: ``phone_invalid``, ``nationality_unknown`` or ``blacklist_value_invalid``.
    """
    text = typed.strip()
    match key:
        case BlacklistKey.PHONE:
            return international(text, field="value")
        case BlacklistKey.NATIONALITY:
            return nationality(text.upper())
        case BlacklistKey.IDENTITY:
            text = identity_value(text)
        case BlacklistKey.EMAIL:
            text = text.casefold() if EMAIL.fullmatch(text) else ""
    if not text:
        raise Invalid(f"not a good {key}", code="blacklist_value_invalid", field="value", key=key)
    return text


IMPORT_COLUMNS = (
    ImportColumn("key", required=True, example=BlacklistKey.EMAIL.value),
    ImportColumn("value", required=True, example="somebody@example.com"),
    ImportColumn("reason", required=True, example=BlacklistReason.OTHER.value),
    ImportColumn("name", example="Some Body"),
    ImportColumn("note", example=""),
    ImportColumn("blocks_registration", example="yes"),
    ImportColumn("blocks_accounts", example="yes"),
)
_LIMITS = {"value": 254, "name": 128, "note": 500}
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def row_faults(cells: Mapping[str, str]) -> tuple[Fault, ...]:
    """Everything that a row of a file alone shows to be wrong with the entry it describes."""
    return tuple(_row_faults(cells))


def _row_faults(cells: Mapping[str, str]) -> Iterator[Fault]:
    for column, offered in (("key", BlacklistKey), ("reason", BlacklistReason)):
        said = cells.get(column, "").casefold()
        if not said:
            yield Fault(column, "missing")
        elif said not in set(offered):
            yield Fault(column, "not_offered", {"choices": [one.value for one in offered]})
    for column, limit in _LIMITS.items():
        if len(cells.get(column, "")) > limit:
            yield Fault(column, "too_long", {"limit": limit})
    for column in ("blocks_registration", "blocks_accounts"):
        if cells.get(column, "yes").casefold() not in _YES_NO:
            yield Fault(column, "not_offered", {"choices": ["yes", "no"]})
    if not any(_blocks(cells, one) for one in ("blocks_registration", "blocks_accounts")):
        yield Fault("blocks_registration", "blocks_nothing")
    yield from _value_fault(cells)


def _value_fault(cells: Mapping[str, str]) -> Iterator[Fault]:
    key, value = cells.get("key", "").casefold(), cells.get("value", "")
    if not value:
        yield Fault("value", "missing")
    elif key in set(BlacklistKey):
        try:
            blacklist_value(BlacklistKey(key), value)
        except Invalid as refusal:
            yield Fault("value", refusal.code, {"key": key})


def _blocks(cells: Mapping[str, str], column: str) -> bool:
    return _YES_NO.get(cells.get(column, "yes").casefold(), True)


def row_draft(cells: Mapping[str, str]) -> EntryDraft:
    """The entry that a row without `row_faults` describes, its value in its normal form."""
    key = BlacklistKey(cells["key"].casefold())
    return EntryDraft(
        key=key,
        value=blacklist_value(key, cells["value"]),
        reason=BlacklistReason(cells["reason"].casefold()),
        name=cells.get("name", ""),
        note=cells.get("note", ""),
        blocks_registration=_blocks(cells, "blocks_registration"),
        blocks_accounts=_blocks(cells, "blocks_accounts"),
    )

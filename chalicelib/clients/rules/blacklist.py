"""By what somebody is looked up on the blacklist. Pure."""

import re

from chalicelib.clients.model.blacklist import BlacklistKey
from chalicelib.clients.rules import international, nationality
from chalicelib.core.errors import Invalid
from chalicelib.core.forms import Answers, Form

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
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
            text = text.casefold() if _EMAIL.fullmatch(text) else ""
    if not text:
        raise Invalid(f"not a good {key}", code="blacklist_value_invalid", field="value", key=key)
    return text

"""Rows of what only one client may have: a phone number, a referral code.

A number that is let go may be another client's. A code never: the row of a retired one stays, names
nobody, and keeps everybody from choosing the code again.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.clients.model import Client, PhoneTaken
from chalicelib.clients.model.creation import ReferralCodeTaken
from chalicelib.core.errors import FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("clients")
_PHONE = "PHONE"
_REFERRAL = "REFERRAL"


@dataclass(frozen=True)
class _Claim:
    """Something that only one client may have; nobody has it once it is retired."""

    what: str
    value: str
    client_id: str | None
    version: int = 0


def _key(what: str, value: str) -> Key:
    return Key(f"{what}#{value}", "CLAIM")


_CLAIMS = Rows(_TABLE, _Claim, lambda claim: _key(claim.what, claim.value))


def claim(unit: Unit, client: Client, code_taken: FairleadError) -> None:
    """Let ``client`` have their phone number and referral code, or fail with ``code_taken``.

    Raises (when the unit commits):
        PhoneTaken.
    """
    _claim_phone(unit, client.phone, client.id)
    _claim_code(unit, client.referral_code, client.id, code_taken)


def release_phone(unit: Unit, client: Client) -> None:
    """Let somebody else have the phone number of a client who did not come in, or has left."""
    found = _own(_PHONE, client.phone, client)
    if found is not None:
        _CLAIMS.remove(unit, found, _changed())


def retire_code(unit: Unit, client: Client) -> None:
    """Let nobody have the referral code of ``client`` from now on, themself included."""
    found = _own(_REFERRAL, client.referral_code, client)
    if found is not None:
        _CLAIMS.change(unit, found, replace(found, client_id=None), _changed())


def change_code(unit: Unit, client: Client, code: str) -> None:
    """Claim another referral code for ``client`` and retire the one they had.

    Raises (when the unit commits):
        ReferralCodeTaken.
    """
    _claim_code(unit, code, client.id, ReferralCodeTaken(field="referral_code"))
    retire_code(unit, client)


def move_phone(unit: Unit, client: Client, number: str) -> None:
    """Claim another phone number for ``client`` and let go of the one they had."""
    _claim_phone(unit, number, client.id)
    release_phone(unit, client)


def id_of_phone(phone: str) -> str | None:
    """The client whose number in E.164 this is."""
    return _holder(_PHONE, phone)


def ids_of_phones(numbers: Iterable[str]) -> dict[str, str]:
    """The clients who have these numbers, by number."""
    return _holders(_PHONE, numbers)


def ids_of_codes(codes: Iterable[str]) -> dict[str, str]:
    """The clients who have these referral codes, by code; a retired one is nobody's."""
    return _holders(_REFERRAL, codes)


def claimed_codes(codes: Iterable[str]) -> frozenset[str]:
    """Which of these referral codes nobody may choose: a client has them, or had them."""
    return frozenset(_claimed(_REFERRAL, codes))


def has_phone(number: str) -> bool:
    """Whether some client has this phone number."""
    return id_of_phone(number) is not None


def id_of_code(code: str) -> str | None:
    """The client whose referral code this is; a retired one is nobody's."""
    return _holder(_REFERRAL, code)


def _claim_phone(unit: Unit, number: str, client_id: str) -> None:
    _CLAIMS.insert(unit, _Claim(_PHONE, number, client_id), PhoneTaken(field="phone"))


def _claim_code(unit: Unit, code: str, client_id: str, taken: FairleadError) -> None:
    _CLAIMS.insert(unit, _Claim(_REFERRAL, code, client_id), taken)


def _changed() -> Stale:
    return Stale("the claim has changed")


def _own(what: str, value: str, client: Client) -> _Claim | None:
    """The claim, if it is the client's."""
    found = _CLAIMS.find(_key(what, value))
    return found if found is not None and found.client_id == client.id else None


def _claimed(what: str, values: Iterable[str]) -> dict[str, str | None]:
    """Who has each of these, None if it is retired; what nobody ever had is not among them."""
    found = _CLAIMS.get_many(_key(what, value) for value in dict.fromkeys(values))
    return {one.value: one.client_id for one in found}


def _holders(what: str, values: Iterable[str]) -> dict[str, str]:
    claimed = _claimed(what, values).items()
    return {value: client_id for value, client_id in claimed if client_id is not None}


def _holder(what: str, value: str) -> str | None:
    found = _CLAIMS.find(_key(what, value))
    return None if found is None else found.client_id

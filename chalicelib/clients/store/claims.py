"""Rows of what only one client may have: a phone number, a referral code."""

from collections.abc import Iterable

from chalicelib.clients.model import Client, PhoneTaken
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
    """Something that only one client may have."""

    what: str
    value: str
    client_id: str
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
    _CLAIMS.insert(unit, _Claim(_REFERRAL, client.referral_code, client.id), code_taken)


def release(unit: Unit, client: Client) -> None:
    """Let somebody else have the phone number and the referral code of ``client``."""
    release_phone(unit, client)
    _release(unit, _REFERRAL, client.referral_code, client.id)


def release_phone(unit: Unit, client: Client) -> None:
    """Let somebody else have the phone number of a client who did not come in."""
    _release(unit, _PHONE, client.phone, client.id)


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
    """The clients who have these referral codes, by code."""
    return _holders(_REFERRAL, codes)


def has_phone(number: str) -> bool:
    """Whether some client has this phone number."""
    return id_of_phone(number) is not None


def id_of_code(code: str) -> str | None:
    """The client whose referral code this is."""
    return _holder(_REFERRAL, code)


def _claim_phone(unit: Unit, number: str, client_id: str) -> None:
    _CLAIMS.insert(unit, _Claim(_PHONE, number, client_id), PhoneTaken(field="phone"))


def _release(unit: Unit, what: str, value: str, client_id: str) -> None:
    found = _CLAIMS.find(_key(what, value))
    if found is not None and found.client_id == client_id:
        _CLAIMS.remove(unit, found, Stale("the claim has changed"))


def _holders(what: str, values: Iterable[str]) -> dict[str, str]:
    found = _CLAIMS.get_many(_key(what, value) for value in dict.fromkeys(values))
    return {one.value: one.client_id for one in found}


def _holder(what: str, value: str) -> str | None:
    found = _CLAIMS.find(_key(what, value))
    return None if found is None else found.client_id

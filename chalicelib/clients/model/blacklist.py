"""Whom the broker will not take: entries by address, number, identity or nationality."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.core.veil import SensitiveField


class BlacklistKey(StrEnum):
    """By what an entry knows somebody."""

    EMAIL = "email"
    PHONE = "phone"
    IDENTITY = "identity"
    NATIONALITY = "nationality"


SENSITIVE_KEYS = {
    BlacklistKey.EMAIL: SensitiveField.EMAIL,
    BlacklistKey.PHONE: SensitiveField.PHONE,
    BlacklistKey.IDENTITY: SensitiveField.IDENTITY,
    BlacklistKey.NATIONALITY: SensitiveField.NATIONALITY,
}
"""Which sensitive field the value of an entry is, by its key."""


class BlacklistReason(StrEnum):
    """Why somebody is not wanted."""

    IMPROPER_TRADING = "improper_trading"
    MALICIOUS_COMPLAINT = "malicious_complaint"
    OTHER = "other"


class ServiceError(Invalid):
    """What a blacklisted person is told: nothing by which to find out why, or how to get round."""

    code = "unknown_service_error"


class Blacklisted(Conflict):
    """What staff are told of the same: by which ``key`` and for which ``reason``."""

    code = "blacklisted"


class EntryExists(Conflict):
    """This address, number, identity or nationality is on the list already."""

    code = "blacklist_entry_exists"


class ContactOfClient(Conflict):
    """A client has this address or number; clients are suspended, not blacklisted."""

    code = "blacklist_client_exists"


@dataclass(frozen=True)
class Entry:
    """One entry. ``value`` is in its normal form: what it is looked up by.

    ``name`` and ``note`` are for staff alone. It blocks registering, opening trading accounts, or
    both.
    """

    id: str
    key: BlacklistKey
    value: str
    reason: BlacklistReason
    by_id: str
    by_name: str
    at: datetime
    name: str = ""
    note: str = ""
    blocks_registration: bool = True
    blocks_accounts: bool = True
    version: int = 0


@dataclass(frozen=True)
class EntryDraft:
    """What a member of staff enters; ``value`` as typed."""

    key: BlacklistKey
    value: str
    reason: BlacklistReason
    name: str = ""
    note: str = ""
    blocks_registration: bool = True
    blocks_accounts: bool = True


@dataclass(frozen=True)
class Traits:
    """By what somebody could be on the list."""

    email: str = ""
    phone: str = ""
    nationality: str = ""
    identities: tuple[str, ...] = ()

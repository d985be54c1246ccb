"""What it means that somebody accepted an agreement: the words that forms and records share."""

from datetime import datetime

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class Acceptance:
    """What a form says about one agreement."""

    document: str
    version: str


@dataclass(frozen=True)
class Consent:
    """One agreement accepted: which version, when, and from which address."""

    document: str
    version: str
    accepted_at: datetime
    ip: str

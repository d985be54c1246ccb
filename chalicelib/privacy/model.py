"""The nouns of privacy: copies of a client's data, wishes to be erased, and erasures."""

from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.errors import Conflict, Limited
from chalicelib.core.nouns import dataclass

COPIES_A_DAY = 2
FILE_KEPT = timedelta(days=7)
"""As the lifecycle of the exports bucket has it."""
LISTED = timedelta(days=90)


class CopyStatus(StrEnum):
    """Where a copy stands."""

    QUEUED = "queued"
    READY = "ready"


@dataclass(frozen=True)
class DataCopy:
    """One archive of what we keep of a client, asked for by themselves.

    ``files`` of theirs are in it; ``left_out`` were too much for one archive, or are damaged.
    """

    id: str
    client_id: str
    language: str
    requested_at: datetime
    status: CopyStatus = CopyStatus.QUEUED
    ended_at: datetime | None = None
    size_bytes: int = 0
    files: int = 0
    left_out: int = 0
    version: int = 0

    @property
    def file_name(self) -> str:
        """What the archive is called where it is downloaded."""
        return f"my-data-{self.requested_at:%Y%m%d-%H%M%S}.zip"

    @property
    def file_until(self) -> datetime | None:
        """When the archive is forgotten; None while there is none."""
        if self.status is not CopyStatus.READY or self.ended_at is None:
            return None
        return self.ended_at + FILE_KEPT


@dataclass(frozen=True)
class Link:
    """Where an archive can be fetched until ``expires_at``."""

    url: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class Erasure:
    """How far the erasing of a client has come: ``slices`` slices within step ``step``."""

    client_id: str
    started_at: datetime
    step: int = 0
    slices: int = 0
    cursor: str | None = None
    ended_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Wish:
    """A client's wish to be erased; its request has its id and its decision."""

    id: str
    client_id: str
    asked_at: datetime
    version: int = 0


class CopyNotReady(Conflict):
    """There is no file: it is still being packed, failed, or is forgotten."""

    code = "copy_not_ready"


class TooManyCopies(Limited):
    """As many copies as a client can have in a day; facts ``limit``, ``retry_after_seconds``."""

    code = "copies_limit"


class ErasurePending(Conflict):
    """The client has asked to be erased already, and that waits."""

    code = "erasure_pending"

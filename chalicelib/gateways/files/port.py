"""What capabilities ask of the file store: proofs of payment, identity documents, attachments.

Owns: the nouns, the port and the refusals. Refuses: who may see a file (the capability that owns
it decides, and asks for a link only then).

A file goes from quarantine, where a browser puts it under a policy that fixes everything about it,
through the checks, to its final place, where nothing can change it. Nobody can open it before.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class Upload:
    """What somebody wants to send. ``purpose`` is a word like ``deposit_proof``; ``owner`` names
    whose file it will be, as ``client:10000001``; ``size_bytes`` is exact."""

    purpose: str
    owner: str
    file_name: str
    content_type: str
    size_bytes: int


@dataclass(frozen=True)
class PresignedUpload:
    """Where a browser posts the file: a multipart form of ``fields`` in order, then ``file``."""

    file_id: str
    url: str
    fields: Mapping[str, str]
    expires_at: datetime


@dataclass(frozen=True)
class StoredFile:
    """A file that has passed every check; it never changes. ``sha256`` is of its content, hex."""

    file_id: str
    purpose: str
    owner: str
    file_name: str
    content_type: str
    size_bytes: int
    sha256: str


class FileRefused(Invalid):
    """The file, or what was said of it, is not acceptable.

    Codes: ``file_name_invalid``, ``file_type_not_allowed``, ``file_empty``, ``file_too_large``,
    ``file_size_mismatch``, ``file_type_mismatch``, ``file_infected``, ``file_encrypted``,
    ``file_active_content``, ``file_not_checkable``, ``file_damaged``,
    ``file_dimensions_too_large``.
    """

    code = "file_refused"


class FileMissing(NotFound):
    """There is no such file, not for this owner, or it was refused."""

    code = "file_missing"


class FileScanPending(Conflict):
    """The malware scanner has not finished; ask again in some seconds."""

    code = "file_scan_pending"


class FileStore(Protocol):
    """Where files are kept."""

    def start_upload(self, upload: Upload) -> PresignedUpload:
        """Let a browser send exactly this file, within ten minutes.

        Raises:
            FileRefused: already by its name, type or size.
        """
        ...

    def accept(self, file_id: str, owner: str) -> StoredFile:
        """Check what was sent and keep it; a second time answers the same.

        A refused file is deleted.

        Raises:
            FileRefused: it fails a check.
            FileMissing: nothing was sent under that id by that owner.
            FileScanPending: ask again.
            VendorUnavailable: ask again.
        """
        ...

    def content(self, file_id: str) -> bytes:
        """The bytes of an accepted file, for a copy of its owner's data.

        Raises:
            FileMissing: it was never accepted, or is erased. VendorUnavailable: ask again.
        """
        ...

    def erase(self, file_id: str) -> None:
        """Delete every version of a file, wherever it lies; one that is gone is no fault.

        Raises:
            VendorUnavailable: ask again.
        """
        ...

    def view_link(self, file_id: str, *, shown: bool = False) -> str:
        """A link to an accepted file that works for a minute and downloads it under its name.

        ``shown`` lets the browser show it in place instead, at the store's own origin.

        Raises:
            FileMissing: it was never accepted.
            VendorUnavailable: ask again.
        """
        ...

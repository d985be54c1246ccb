"""How a file lies in S3: its keys, and what travels with it as metadata and headers.

Refuses: talking to S3 (`s3`).
"""

import base64
import json
import re
from datetime import datetime
from urllib.parse import quote, unquote

from chalicelib.core.clock import parse_iso
from chalicelib.gateways.files.port import FileMissing, StoredFile, Upload

_FILE_ID = re.compile(r"(fil_[0-9A-Z]{26})\.([A-Za-z0-9_-]{20,60})")


def quarantine_key(file_id: str) -> str:
    """Where a browser puts it: under a prefix that nobody can guess, so that the upload policy is
    not the only lock.

    Raises:
        FileMissing: no id of ours.
    """
    name, secret = _parts(file_id)
    return f"quarantine/{secret}/{name}"


def clean_key(file_id: str) -> str:
    """Where the file stays.

    Raises:
        FileMissing: no id of ours.
    """
    name, secret = _parts(file_id)
    return f"clean/{name}/{secret}"


def metadata_of(promised: Upload) -> dict[str, str]:
    """What travels with the object; names are escaped, since headers carry ASCII only."""
    return {
        "purpose": promised.purpose,
        "owner": promised.owner,
        "name": quote(promised.file_name),
        "size": str(promised.size_bytes),
    }


def as_fields(metadata: dict[str, str]) -> dict[str, str]:
    """The metadata as fields of the upload form."""
    return {f"x-amz-meta-{name}": value for name, value in metadata.items()}


def promised_by(metadata: dict[str, str], content_type: str) -> Upload:
    """The inverse of `metadata_of`."""
    return Upload(
        purpose=metadata["purpose"],
        owner=metadata["owner"],
        file_name=unquote(metadata["name"]),
        content_type=content_type,
        size_bytes=int(metadata["size"]),
    )


def stored_as(file_id: str, promised: Upload, sha256: str) -> StoredFile:
    """The file that has become of an upload."""
    return StoredFile(
        file_id=file_id,
        purpose=promised.purpose,
        owner=promised.owner,
        file_name=promised.file_name,
        content_type=promised.content_type,
        size_bytes=promised.size_bytes,
        sha256=sha256,
    )


def in_place(file_name: str) -> str:
    """Shown by the browser, at the store's origin and never at ours (RFC 6266)."""
    return f"inline; filename*=UTF-8''{quote(file_name, safe='')}"


def attachment(file_name: str) -> str:
    """A download (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(file_name, safe='')}"


def expiry_of(policy: str) -> datetime:
    """When the policy that was really signed ends."""
    return parse_iso(json.loads(base64.b64decode(policy))["expiration"])


def _parts(file_id: str) -> tuple[str, str]:
    match = _FILE_ID.fullmatch(file_id)
    if not match:
        raise FileMissing("no such file")
    return match[1], match[2]

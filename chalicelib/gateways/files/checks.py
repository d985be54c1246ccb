"""The checks that every file passes before anyone may open it.

Owns: which types are allowed, names, sizes, the agreement of name, declared type and content, and
known malware. Refuses: trusting any one of name, type or content alone. What is inside a PDF or an
image is looked at by `pdf` and `images`.
"""

import unicodedata
from pathlib import PurePosixPath

import puremagic

from chalicelib.gateways.files.images import check_jpeg, check_png
from chalicelib.gateways.files.pdf import check_pdf
from chalicelib.gateways.files.port import FileRefused, Upload

MAX_BYTES = 10 * 1024 * 1024
_LONGEST_NAME = 150
_EXTENSIONS = {
    "application/pdf": frozenset({".pdf"}),
    "image/jpeg": frozenset({".jpg", ".jpeg"}),
    "image/png": frozenset({".png"}),
}
_INSIDE = {"application/pdf": check_pdf, "image/jpeg": check_jpeg, "image/png": check_png}
# The harmless file by which scanners are tested (eicar.org), in halves, lest scanners stop us.
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def check_promise(upload: Upload, max_bytes: int = MAX_BYTES) -> Upload:
    """``upload`` with its name tidied, if a file as described could be accepted.

    Raises:
        FileRefused: it could not.
    """
    name = _tidy(upload.file_name)
    if upload.content_type not in _EXTENSIONS:
        raise FileRefused(
            "send a PDF, JPEG or PNG",
            code="file_type_not_allowed",
            field="content_type",
            allowed=sorted(_EXTENSIONS),
        )
    _check_extension(name, upload.content_type)
    if upload.size_bytes <= 0:
        raise FileRefused("the file is empty", code="file_empty", field="size_bytes")
    if upload.size_bytes > max_bytes:
        raise too_large(max_bytes)
    return Upload(upload.purpose, upload.owner, name, upload.content_type, upload.size_bytes)


def check_content(content: bytes, promised: Upload) -> None:
    """Whether ``content`` is what was ``promised``, whole and harmless.

    Raises:
        FileRefused: it is not.
    """
    if _EICAR in content:
        raise FileRefused("the file carries malware", code="file_infected")
    if len(content) != promised.size_bytes:
        raise FileRefused("not the size that was announced", code="file_size_mismatch")
    _check_extension(promised.file_name, promised.content_type)
    _check_magic(content, promised.content_type)
    _INSIDE[promised.content_type](content)


def too_large(max_bytes: int) -> FileRefused:
    """The refusal of a file above the limit."""
    return FileRefused(
        "the file is too large", code="file_too_large", field="size_bytes", max_bytes=max_bytes
    )


def _tidy(file_name: str) -> str:
    """The last part of the name, composed, without what cannot be seen."""
    composed = unicodedata.normalize("NFC", file_name.replace("\\", "/"))
    name = PurePosixPath(composed).name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise FileRefused("not a usable name", code="file_name_invalid", field="file_name")
    return name


def _check_extension(name: str, content_type: str) -> None:
    if PurePosixPath(name).suffix.lower() not in _EXTENSIONS[content_type]:
        raise FileRefused(
            "the name does not fit the type",
            code="file_type_mismatch",
            field="file_name",
            declared=content_type,
        )


def _check_magic(content: bytes, content_type: str) -> None:
    """The first bytes must be those of the declared type."""
    try:
        found = [match.mime_type for match in puremagic.magic_string(content)]
    except (puremagic.PureError, ValueError):
        found = []
    if content_type not in found:
        raise FileRefused(
            "the content is not of the declared type",
            code="file_type_mismatch",
            declared=content_type,
            found=next((mime for mime in found if mime), "unknown"),
        )

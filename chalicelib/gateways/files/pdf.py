"""PDF: whole, readable without a password, and nothing in it that acts.

Owns: finding encryption, scripts, launch actions and embedded files, also where names are written
in escapes or packed into compressed object streams. Refuses: rendering, and any doubt: what cannot
be looked into is not accepted. Source: ISO 32000-2, 7.3.5 (names), 7.5.7 (object streams),
7.6 (encryption), 12.6.4 (actions).
"""

import re
import zlib
from collections.abc import Iterator

from chalicelib.gateways.files.port import FileRefused

# What all compressed streams together may unpack to; documents that people scan stay far below.
MAX_INFLATED = 64 * 1024 * 1024
# Streams that lie within each other, or without end, would have the same bytes read for each of
# them. Whole documents have fewer streams and are read about once.
MAX_STREAMS = 30_000
MAX_READ = 64 * 1024 * 1024
_PICTURE_SAMPLE = 64 * 1024
_TAIL = 2048
_DICTIONARY = 8192

_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
# A name ends at white space or a delimiter: /Launcher is not /Launch.
_ENDS = rb"(?![^\x00\t\n\f\r ()<>\[\]{}/%])"
_ENCRYPTED = re.compile(rb"/Encrypt" + _ENDS)
_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|XFA|SubmitForm|ImportData|GoToE)"
    + _ENDS
)
_FILTERS = re.compile(rb"/(ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|Crypt)" + _ENDS)
_UNSEEN_FILTER = re.compile(rb"/Filter\s+[0-9]")
_FLATE = re.compile(rb"/(FlateDecode|Fl)" + _ENDS)
_OBJECTS = re.compile(rb"/ObjStm" + _ENDS)
_PICTURE = re.compile(rb"/Subtype\s*/Image" + _ENDS)


def check_pdf(content: bytes) -> None:
    """Whether ``content`` is a whole and passive PDF.

    Raises:
        FileRefused: ``file_damaged``, ``file_encrypted``, ``file_active_content`` (facts say what)
            or ``file_not_checkable``.
    """
    tail = content[-_TAIL:]
    if not content.startswith(b"%PDF-") or b"startxref" not in tail or b"%%EOF" not in tail:
        raise FileRefused("the document is not whole", code="file_damaged")
    _look_at(content)
    for unpacked in _unpacked(content):
        _look_at(unpacked)


def _look_at(part: bytes) -> None:
    plain = _without_escapes(part)
    if _ENCRYPTED.search(plain):
        raise FileRefused("the document needs a password", code="file_encrypted")
    if found := _ACTIVE.search(plain):
        raise FileRefused(
            "the document contains something that acts",
            code="file_active_content",
            found=found[1].decode("ascii"),
        )


def _without_escapes(part: bytes) -> bytes:
    """Names as a reader sees them: ``/Java#53cript`` is ``/JavaScript``."""
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), part)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What the compressed streams hold; of pictures, which hold no objects, the beginning."""
    left = MAX_INFLATED
    for head, packed in _streams(content):
        holds_objects = bool(_OBJECTS.search(head))
        if _UNSEEN_FILTER.search(head) or (holds_objects and _FILTERS.search(head)):
            raise _not_checkable("an unusual packing")
        if not _FLATE.search(head):
            continue
        # A dictionary of which only a part is known could call objects a picture.
        is_picture = b"obj" in head and bool(_PICTURE.search(head)) and not holds_objects
        limit = min(left, _PICTURE_SAMPLE) if is_picture else left
        unpacked = _inflate(packed, limit, strict=holds_objects)
        if len(unpacked) >= left:
            raise _not_checkable("too much packed into it")
        left -= len(unpacked)
        yield unpacked


def _streams(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """The dictionary of each stream, without escapes, and what stands up to its end."""
    whole, read = memoryview(content), 0
    for number, start in enumerate(_STREAM.finditer(content)):
        head = _without_escapes(_dictionary_before(content, start.start()))
        end = content.find(b"endstream", start.end())
        packed = whole[start.end() : end if end >= 0 else len(content)]
        read += len(head) + len(packed)
        if number >= MAX_STREAMS or read > MAX_READ:
            raise _not_checkable("too many streams, or streams within each other")
        yield head, packed


def _dictionary_before(content: bytes, place: int) -> bytes:
    """The text from the ``obj`` that the stream belongs to, or as much of it as is reasonable."""
    earliest = max(0, place - _DICTIONARY)
    return content[max(content.rfind(b"obj", earliest, place), earliest) : place]


def _inflate(packed: memoryview, limit: int, *, strict: bool) -> bytes:
    """At most ``limit`` bytes. A broken stream is refused if it holds objects, else passed over."""
    machine = zlib.decompressobj()
    try:
        return machine.decompress(packed, limit)
    except zlib.error as error:
        if strict:
            raise _not_checkable("objects that cannot be unpacked") from error
        return b""


def _not_checkable(why: str) -> FileRefused:
    return FileRefused(f"the document cannot be checked: {why}", code="file_not_checkable", why=why)

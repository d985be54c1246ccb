"""A picture written anew from the parts that make it up, and nothing else.

Owns: which parts are the picture. What else was in the file (where and by whom it was taken,
thumbnails, comments, private parts, whatever was hung on behind the end) is not carried over, so
nothing can hide in it and nothing is told of the person. Refuses: decoding; the pixels are copied
as they were compressed. Sources: ITU T.81 annex B, the W3C PNG specification chapter 5.
"""

import zlib
from collections.abc import Iterator
from struct import pack, unpack_from

from chalicelib.gateways.files.port import FileRefused

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"IDAT", b"IEND"}
)
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_RESTARTS = range(0xD0, 0xD8)
_APPLICATION = range(0xE0, 0xF0)
# JFIF, colour profile, Adobe's colour transform: without them the colours are others.
_APPLICATION_KEPT = frozenset({0xE0, 0xE2, 0xEE})


def rewritten(content: bytes, content_type: str) -> bytes:
    """``content`` with nothing but the picture in it; what is no picture comes back as it is.

    Raises:
        FileRefused: ``file_damaged``: its parts do not add up to a picture.
    """
    if content_type == "image/jpeg":
        return b"\xff\xd8" + b"".join(_jpeg(content))
    if content_type == "image/png":
        return _PNG_SIGNATURE + b"".join(_png(content))
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Every segment that is kept, each scan with its compressed pixels, and the end."""
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise _damaged("no marker")
        marker = content[at + 1]
        if marker == _END:
            yield b"\xff\xd9"
            return
        if marker == 0xFF:
            at += 1
            continue
        if at + 4 > len(content):
            break
        end = at + 2 + int(unpack_from(">H", content, at + 2)[0])
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        if marker != _COMMENT and (marker not in _APPLICATION or marker in _APPLICATION_KEPT):
            yield content[at:end]
        at = end
    raise _damaged("no end")


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the compressed pixels that begin ``at`` end: before a marker that is not theirs."""
    while (found := content.find(b"\xff", at)) >= 0 and found + 1 < len(content):
        following = content[found + 1]
        if following == 0 or following in _RESTARTS:
            at = found + 2
        elif following == 0xFF:
            at = found + 1
        else:
            return found
    raise _damaged("no end")


def _png(content: bytes) -> Iterator[bytes]:
    """Every chunk that is kept; the sizes have been checked."""
    at = len(_PNG_SIGNATURE)
    while at + 12 <= len(content):
        (length,) = unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 8 + length
        if kind in _PNG_KEPT:
            body = content[at + 4 : end]
            yield pack(">I", length) + body + pack(">I", zlib.crc32(body))
        at = end + 4


def _damaged(why: str) -> FileRefused:
    return FileRefused(f"the picture is damaged: {why}", code="file_damaged", why=why)

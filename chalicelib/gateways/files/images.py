"""JPEG and PNG: whole, and not so large unpacked that showing one would choke a browser.

Owns: walking the structure and reading the dimensions. Refuses: decoding pixels. Sources: ITU T.81
annex B for JPEG, the W3C PNG specification chapters 5 and 11.
"""

import zlib
from collections.abc import Iterator
from struct import unpack_from

from chalicelib.gateways.files.port import FileRefused

MAX_SIDE = 20_000
MAX_PIXELS = 64_000_000
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
# Start-of-frame markers; C4, C8 and CC in their midst mean something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9
# Markers without a length: TEM and the restart markers.
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})


def check_jpeg(content: bytes) -> None:
    """Whether ``content`` is a whole JPEG of a reasonable size.

    Raises:
        FileRefused: ``file_damaged`` or ``file_dimensions_too_large``.
    """
    if not content.startswith(b"\xff\xd8"):
        raise damaged("no start")
    frame = None
    for marker, at, length in _segments(content):
        if marker in _FRAMES and length >= 8:
            frame = unpack_from(">HH", content, at + 1)
        if marker == _SCAN:
            if frame is None:
                raise damaged("no frame")
            if content.rfind(b"\xff\xd9", at + length) < 0:
                raise damaged("no end")
            height, width = frame
            check_dimensions(width, height)
            return
    raise damaged("no picture")


def check_png(content: bytes) -> None:
    """Whether ``content`` is a whole PNG of a reasonable size.

    Raises:
        FileRefused: ``file_damaged`` or ``file_dimensions_too_large``.
    """
    if not content.startswith(_PNG_SIGNATURE):
        raise damaged("no signature")
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds.count(b"IHDR") > 1 or len(chunks[0][1]) != 13:
        raise damaged("no header")
    if b"IDAT" not in kinds or kinds[-1] != b"IEND":
        raise damaged("no picture or no end")
    width, height, depth, colour = unpack_from(">IIBB", chunks[0][1])
    if depth not in _PNG_DEPTHS.get(colour, set()):
        raise damaged("no such colours")
    check_dimensions(width, height)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, place and length of each segment's content, up to the first scan."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise damaged("no marker")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _BARE:
            at += 2
            continue
        (length,) = unpack_from(">H", content, at + 2)
        if marker == _END or length < 2 or at + 2 + length > len(content):
            raise damaged("a segment is cut off")
        yield marker, at + 4, length - 2
        at += 2 + length


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each chunk; every checksum must hold, and nothing may follow the end."""
    at = len(_PNG_SIGNATURE)
    while at < len(content):
        if at + 12 > len(content):
            raise damaged("a chunk is cut off")
        (length,) = unpack_from(">I", content, at)
        end = at + 8 + length
        if end + 4 > len(content):
            raise damaged("a chunk is cut off")
        (checksum,) = unpack_from(">I", content, end)
        if zlib.crc32(content[at + 4 : end]) != checksum:
            raise damaged("a checksum fails")
        yield content[at + 4 : at + 8], content[at + 8 : end]
        at = end + 4


def check_dimensions(width: int, height: int) -> None:
    """Whether a picture of that size can be shown.

    Raises:
        FileRefused: ``file_damaged`` or ``file_dimensions_too_large``.
    """
    if width == 0 or height == 0:
        raise damaged("no area")
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise FileRefused(
            "the picture is too large",
            code="file_dimensions_too_large",
            width=width,
            height=height,
            max_pixels=MAX_PIXELS,
        )


def damaged(why: str) -> FileRefused:
    """The refusal of a picture that is not whole."""
    return FileRefused(f"the picture is damaged: {why}", code="file_damaged", why=why)

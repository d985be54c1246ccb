"""Files made by hand, sound ones and every kind of unsound one."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A document of one empty page and ``objects``."""
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    plain = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *objects,
    )
    places = []
    for number, content in enumerate(plain, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(plain) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(plain) + 1, trailer)
    return body + head + b"startxref\n%d\n%%%%EOF\n" % start


def stream(dictionary: bytes, content: bytes) -> bytes:
    """A stream object as it stands in the file."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(content), content)


def packed(dictionary: bytes, content: bytes) -> bytes:
    """A compressed stream object."""
    return stream(dictionary + b" /Filter /FlateDecode", zlib.compress(content))


def png(width: int = 3, height: int = 2, *, extra: bytes = b"") -> bytes:
    """A grey picture."""
    rows = b"".join(b"\x00" + b"\x80" * min(width, 64) for _ in range(min(height, 64)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + extra
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG with its checksum."""
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def photo(width: int = 48, height: int = 32, kind: str = "JPEG", **saved: Any) -> bytes:
    """A picture that a camera could have taken: half of it dark, half of it light."""
    picture = Image.new("RGB", (width, height), (20, 40, 60))
    picture.paste((230, 220, 200), (0, 0, width // 2, height))
    out = BytesIO()
    picture.save(out, kind, **saved)
    return out.getvalue()


def jpeg(width: int = 16, height: int = 8, *, scan: bool = True, end: bool = True) -> bytes:
    """The structure of a JPEG; its pixels are noise."""
    picture = b"\xff\xd8" + segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    picture += segment(0xDB, b"\x00" + bytes(range(1, 65)))
    picture += segment(0xC2, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    if scan:
        picture += segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34\xff\x00\x56"
    return picture + (b"\xff\xd9" if end else b"")


def segment(marker: int, content: bytes) -> bytes:
    """One segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content

"""A picture decoded and encoded anew: what is kept is the pixels, and nothing that came with them.

Owns: the only place where pictures are unpacked, and the limits on that. What else was in the file
(where and by whom it was taken, thumbnails, comments, colour profiles, private parts, whatever was
hung on behind the end or hidden in how it was compressed) cannot come through, because nothing but
pixels does. The way up that a camera has noted is carried out first. Refuses: what does not decode
from beginning to end, and every format but the two that are promised.
"""

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from chalicelib.gateways.files.images import MAX_PIXELS, check_dimensions, damaged

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
_KEPT_AS = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "RGB", "RGBA", "I;16")}
# A document stays readable to the last letter; twice as much quality only makes files larger.
_JPEG_QUALITY = 90
_PNG_EFFORT = 3
# What Pillow raises of content that is not what it says.
_FAULTS = (
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def rewritten(content: bytes, content_type: str) -> bytes:
    """``content`` as a picture of the same pixels; what is no picture comes back as it is.

    Raises:
        FileRefused: ``file_damaged``: it does not decode. ``file_dimensions_too_large``.
    """
    kind = _FORMATS.get(content_type)
    if kind is None:
        return content
    from PIL import Image  # noqa: PLC0415 - few requests bring a picture

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(BytesIO(content), formats=(kind,)) as picture:
            check_dimensions(*picture.size)
            return _encoded(_upright(picture, kind), kind)
    except Image.DecompressionBombError as fault:
        raise damaged("it unpacks to too much") from fault
    except _FAULTS as fault:
        raise damaged("it does not decode") from fault


def _upright(picture: "Image", kind: str) -> "Image":
    """The pixels of the first picture in the file, the right way up, in colours that are kept."""
    from PIL import ImageOps  # noqa: PLC0415 - see above

    picture.load()
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in _KEPT_AS[kind] and "transparency" not in turned.info:
        return turned
    has_alpha = "transparency" in turned.info or turned.mode in ("PA", "RGBa", "La")
    return turned.convert("RGBA" if has_alpha and kind == "PNG" else "RGB")


def _encoded(picture: "Image", kind: str) -> bytes:
    # What a file said of itself travels in `info`, and would be written out again.
    picture.info = {}
    out = BytesIO()
    if kind == "JPEG":
        picture.save(out, kind, quality=_JPEG_QUALITY)
    else:
        picture.save(out, kind, compress_level=_PNG_EFFORT)
    return out.getvalue()

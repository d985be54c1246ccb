"""Pictures are decoded and encoded anew: pixels come through, and nothing that came with them."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from chalicelib.gateways.files.images import MAX_PIXELS, check_jpeg, check_png
from chalicelib.gateways.files.port import FileRefused
from chalicelib.gateways.files.rewriting import rewritten
from tests.gateways.files.samples import chunk, jpeg, pdf, photo, png, segment

PLACE = b"Exif\x00\x00GPS 1.2894 N 103.85 E"
JPEG, PNG = "image/jpeg", "image/png"


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def with_segment(marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment after its first."""
    plain = photo()
    (length,) = struct.unpack_from(">H", plain, 4)
    cut = 4 + length
    return plain[:cut] + segment(marker, content) + plain[cut:]


def with_chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG with one more chunk after its header."""
    plain = photo(kind="PNG")
    return plain[:33] + chunk(kind, content) + plain[33:]


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "content_type"), [("JPEG", JPEG), ("PNG", PNG)])
def test_a_picture_shows_the_same_afterwards(kind: str, content_type: str) -> None:
    out = rewritten(photo(kind=kind), content_type)
    picture = opened(out)
    assert (picture.format, picture.size, picture.info.keys() - {"jfif", "jfif_version"}) == (
        kind,
        (48, 32),
        picture.info.keys() & {"jfif_unit", "jfif_density"},
    )
    dark, light = picture.getpixel((44, 16)), picture.getpixel((4, 16))
    assert all(abs(a - b) < 6 for a, b in zip(dark, (20, 40, 60), strict=True))
    assert all(abs(a - b) < 6 for a, b in zip(light, (230, 220, 200), strict=True))


def test_lossless_pixels_come_through_exactly() -> None:
    content = photo(kind="PNG")
    assert opened(rewritten(content, PNG)).tobytes() == opened(content).tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_comes_through(mode: str) -> None:
    content = saved(Image.new(mode, (5, 4)), "PNG")
    out = rewritten(content, PNG)
    check_png(out)
    assert opened(out).size == (5, 4)


def test_what_is_see_through_stays_so() -> None:
    palette = Image.new("RGBA", (4, 4), (200, 30, 30, 0)).quantize()
    assert palette.mode == "P"
    out = opened(rewritten(saved(palette, "PNG"), PNG))
    assert out.mode == "RGBA"
    assert out.getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_comes_through(mode: str) -> None:
    out = rewritten(saved(Image.new(mode, (16, 8)), "JPEG"), JPEG)
    check_jpeg(out)
    assert opened(out).mode in ("L", "RGB")


def test_a_picture_taken_sideways_comes_out_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = opened(rewritten(photo(exif=exif), JPEG))
    assert picture.size == (32, 48)
    assert picture.getexif() == {}
    assert picture.getpixel((16, 4))[0] > 200, "what was left is above now"


@pytest.mark.parametrize("marker", [0xE1, 0xE2, 0xE3, 0xED, 0xEE, 0xEF, 0xFE])
def test_what_tells_of_the_person_or_hides_in_a_jpeg_is_gone(marker: int) -> None:
    out = rewritten(with_segment(marker, PLACE), JPEG)
    assert b"GPS" not in out
    check_jpeg(out)


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"prVt", b"tIME"])
def test_what_tells_of_the_person_or_hides_in_a_png_is_gone(kind: bytes) -> None:
    content = with_chunk(kind, PLACE if kind != b"tIME" else b"\x07\xea\x03\x02GPS")
    out = rewritten(content, PNG)
    assert b"GPS" not in out
    assert kind not in out
    check_png(out)


def test_colour_profiles_are_not_carried_over() -> None:
    profile = b"a profile with a secret in it"
    for kind, content_type in (("JPEG", JPEG), ("PNG", PNG)):
        out = rewritten(photo(kind=kind, icc_profile=profile), content_type)
        assert "icc_profile" not in opened(out).info


@pytest.mark.parametrize("behind", [b"PK\x03\x04archive", b"<script>", photo()])
def test_what_hangs_behind_the_end_of_a_jpeg_is_gone(behind: bytes) -> None:
    assert rewritten(photo() + behind, JPEG) == rewritten(photo(), JPEG)


def test_only_the_first_picture_of_a_moving_one_is_kept() -> None:
    first, second = Image.new("RGB", (8, 8), "white"), Image.new("RGB", (8, 8), "black")
    moving = saved(first, "PNG", save_all=True, append_images=[second])
    out = opened(rewritten(moving, PNG))
    assert getattr(out, "n_frames", 1) == 1
    assert out.getpixel((0, 0)) == (255, 255, 255)


# ---- what does not decode is refused


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (photo()[: len(photo()) // 2], JPEG),
        (jpeg(), JPEG),
        (b"\xff\xd8\xff", JPEG),
        (photo(kind="PNG")[:60], PNG),
        (photo(kind="PNG").replace(b"IDAT", b"IDAx", 1), PNG),
        (photo(kind="GIF"), PNG),
        (photo(kind="BMP"), JPEG),
        (photo(kind="PNG"), JPEG),
        (photo(), PNG),
        (b"", PNG),
    ],
)
def test_what_does_not_decode_is_refused(content: bytes, content_type: str) -> None:
    with pytest.raises(FileRefused) as refused:
        rewritten(content, content_type)
    assert refused.value.code == "file_damaged"


def bomb(width: int, height: int) -> bytes:
    """A small file that unpacks to that many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("size", [(8_001, 8_001), (20_000, 20_000), (60_000, 60_000)])
def test_a_picture_that_would_unpack_to_too_much_is_never_unpacked(size: tuple[int, int]) -> None:
    assert size[0] * size[1] > MAX_PIXELS
    with pytest.raises(FileRefused) as refused:
        rewritten(bomb(*size), PNG)
    assert refused.value.code in ("file_dimensions_too_large", "file_damaged")


def test_words_that_unpack_to_too_much_are_refused() -> None:
    words = b"Comment\x00\x00" + zlib.compress(bytes(80_000_000), 9)
    with pytest.raises(FileRefused):
        rewritten(with_chunk(b"zTXt", words), PNG)


def test_what_is_no_picture_comes_back_as_it_is() -> None:
    assert rewritten(pdf(), "application/pdf") == pdf()


def test_a_small_grey_picture_made_by_hand_is_a_picture() -> None:
    assert opened(rewritten(png(), PNG)).size == (3, 2)

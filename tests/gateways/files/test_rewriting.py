"""Pictures are written anew: what was the picture stays byte for byte, all else is gone."""

import struct

import pytest

from chalicelib.gateways.files.images import check_jpeg, check_png
from chalicelib.gateways.files.port import FileRefused
from chalicelib.gateways.files.rewriting import rewritten
from tests.gateways.files.samples import chunk, jpeg, pdf, png, segment

PLACE = b"Exif\x00\x00GPS 1.2894 N 103.85 E"


def with_segment(marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment after its first."""
    plain = jpeg()
    (length,) = struct.unpack_from(">H", plain, 4)
    cut = 4 + length
    return plain[:cut] + segment(marker, content) + plain[cut:]


@pytest.mark.parametrize("content", [jpeg(), jpeg(640, 480), png(), png(60, 40)])
def test_a_plain_picture_comes_out_as_it_went_in(content: bytes) -> None:
    kind = "image/png" if content.startswith(b"\x89") else "image/jpeg"
    assert rewritten(content, kind) == content


@pytest.mark.parametrize("marker", [0xE1, 0xE3, 0xED, 0xEF, 0xFE])
def test_what_tells_of_the_person_or_hides_in_a_jpeg_is_gone(marker: int) -> None:
    out = rewritten(with_segment(marker, PLACE), "image/jpeg")
    assert out == jpeg()
    check_jpeg(out)


@pytest.mark.parametrize("marker", [0xE2, 0xEE])
def test_what_makes_the_colours_stays(marker: int) -> None:
    content = with_segment(marker, b"colours")
    assert rewritten(content, "image/jpeg") == content


@pytest.mark.parametrize("behind", [b"PK\x03\x04archive", b"<script>", jpeg()])
def test_what_hangs_behind_the_end_of_a_jpeg_is_gone(behind: bytes) -> None:
    assert rewritten(jpeg() + behind, "image/jpeg") == jpeg()


def test_pixels_that_look_like_an_end_are_pixels() -> None:
    content = jpeg().replace(b"\x12\x34\xff\x00", b"\x12\x34\xff\x00\xd9\xff\xd0\x01")
    assert rewritten(content, "image/jpeg") == content


@pytest.mark.parametrize("kind", [b"tEXt", b"eXIf", b"zTXt", b"prVt"])
def test_what_tells_of_the_person_or_hides_in_a_png_is_gone(kind: bytes) -> None:
    out = rewritten(png(extra=chunk(kind, PLACE)), "image/png")
    assert out == png()
    check_png(out)


@pytest.mark.parametrize("content", [jpeg(end=False), jpeg()[:-2] + b"\x00", b"\xff\xd8\xff"])
def test_a_jpeg_that_does_not_end_is_damaged(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        rewritten(content, "image/jpeg")
    assert refused.value.code == "file_damaged"


def test_what_is_no_picture_stays_as_it_is() -> None:
    assert rewritten(pdf(), "application/pdf") == pdf()

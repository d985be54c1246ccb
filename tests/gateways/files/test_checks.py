"""What is let through, and what is not, by content alone."""

import time

import pytest

from chalicelib.gateways.files.checks import MAX_BYTES, check_content, check_promise
from chalicelib.gateways.files.images import MAX_PIXELS, MAX_SIDE
from chalicelib.gateways.files.pdf import MAX_INFLATED, MAX_STREAMS
from chalicelib.gateways.files.port import FileRefused, Upload
from tests.gateways.files.samples import EICAR, chunk, jpeg, packed, pdf, png, segment, stream

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
NAMES = {PDF: "proof.pdf", JPEG: "passport.jpg", PNG: "passport.png"}
SCRIPT = b"<< /S /JavaScript /JS (app.alert) >>"
INFORMATION = b"<< /Title (Statement of the /Launcher fund, stream\nof income) >>"


def promise(
    content_type: str = PDF, name: str | None = None, size: int = 100, purpose: str = "proof"
) -> Upload:
    chosen = NAMES.get(content_type, "x.pdf") if name is None else name
    return Upload(purpose, "client:10000001", chosen, content_type, size)


def check(content: bytes, content_type: str, name: str | None = None) -> None:
    check_content(content, promise(content_type, name, len(content)))


def refusal(content: bytes, content_type: str, name: str | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        check(content, content_type, name)
    return refused.value


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (pdf(), PDF),
        (pdf(INFORMATION), PDF),
        (pdf(packed(b"", b"BT (Hello) Tj ET")), PDF),
        (pdf(stream(b"", b"BT (Hello) Tj ET")), PDF),
        (pdf(packed(b"/Type /ObjStm /N 1 /First 4", b"7 0 << /Type /Font >>")), PDF),
        (pdf(packed(b"/Subtype /Image", b"\x00" * 300_000)), PDF),
        (pdf(stream(b"/Subtype /Image /Filter /DCTDecode", jpeg())), PDF),
        (pdf(stream(b"/Filter /FlateDecode", b"not deflated")), PDF),
        (png(), PNG),
        (png(extra=chunk(b"tEXt", b"Comment\x00hello")), PNG),
        (jpeg(), JPEG),
        (jpeg() + b"\x00maker's trailer", JPEG),
        (jpeg().replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1), JPEG),
    ],
)
def test_a_sound_file_passes(content: bytes, content_type: str) -> None:
    check(content, content_type)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (png(), PDF),
        (png(), JPEG),
        (jpeg(), PNG),
        (pdf(), PNG),
        (b"MZ\x90\x00" + b"\x00" * 200, PDF),
        (b"PK\x03\x04" + b"\x00" * 200, PDF),
        (b"<html><script>alert(1)</script></html>", PDF),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", PNG),
        (b"GIF89a" + b"\x00" * 50, PNG),
        (b"\x00", PNG),
        (b"MZ" + pdf(), PDF),
    ],
)
def test_content_of_another_type_than_declared_is_a_mismatch(
    content: bytes, content_type: str
) -> None:
    assert refusal(content, content_type).code == "file_type_mismatch"


def test_the_extension_must_agree_too() -> None:
    assert refusal(png(), PNG, "passport.jpg").code == "file_type_mismatch"


@pytest.mark.parametrize(
    "content", [EICAR, pdf(stream(b"", EICAR)), png(extra=chunk(b"tEXt", EICAR)), jpeg() + EICAR]
)
def test_known_malware_is_found_wherever_it_hides(content: bytes) -> None:
    assert refusal(content, PDF).code == "file_infected"


def test_a_file_of_another_size_than_announced_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        check_content(pdf(), promise(PDF, size=len(pdf()) + 1))
    assert refused.value.code == "file_size_mismatch"


@pytest.mark.parametrize(
    "content",
    [
        pdf(trailer=b"/Encrypt 4 0 R"),
        pdf(packed(b"/Type /XRef /Encrypt 9 0 R", b"\x00")),
        pdf(trailer=b"/En#63rypt 4 0 R"),
    ],
)
def test_a_document_with_a_password_is_refused(content: bytes) -> None:
    assert refusal(content, PDF).code == "file_encrypted"


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        (SCRIPT, "JavaScript"),
        (b"<</S/JavaScript/JS(x)>>", "JavaScript"),
        (b"<< /S /Java#53cript /JS (x) >>", "JavaScript"),
        (b"<< /S /#4A#61vaScript >>", "JavaScript"),
        (b"<< /S /Launch /F (cmd.exe) >>", "Launch"),
        (b"<< /Names << /EmbeddedFiles 5 0 R >> >>", "EmbeddedFiles"),
        (b"<< /Type /EmbeddedFile >>", "EmbeddedFile"),
        (b"<< /Subtype /RichMedia >>", "RichMedia"),
        (b"<< /S /Rendition /JS (x) >>", "Rendition"),
        (b"<< /XFA [(template) 5 0 R] >>", "XFA"),
        (b"<< /S /SubmitForm /F (http://x) >>", "SubmitForm"),
        (b"<< /S /ImportData >>", "ImportData"),
        (b"<< /S /GoToE >>", "GoToE"),
    ],
)
def test_a_document_that_acts_is_refused_wherever_the_action_lies(thing: bytes, found: str) -> None:
    objects = b"/Type /ObjStm /N 1 /First 4"
    hidings = [
        pdf(thing),
        pdf(packed(objects, b"7 0 " + thing)),
        pdf(packed(b"", thing)),
        pdf(stream(objects, b"7 0 " + thing)),
        pdf(packed(b"/Type /Obj#53tm /Subtype /Image", b" " * 100_000 + thing)),
        pdf(packed(b"/Pad (%s) /Subtype /Image" % (b"x" * 9000), b" " * 100_000 + thing)),
    ]
    for content in hidings:
        refused = refusal(content, PDF)
        assert (refused.code, refused.facts) == ("file_active_content", {"found": found})


@pytest.mark.parametrize(
    "content",
    [
        pdf(stream(b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]", b"3C3E>")),
        pdf(stream(b"/Type /ObjStm /Filter /LZWDecode", b"\x80\x0b")),
        pdf(stream(b"/Type /ObjStm /Filter /FlateDecode", b"not deflated")),
        pdf(stream(b"/Filter 8 0 R", b"\x78\x9c")),
        pdf(packed(b"", b"\x00" * (MAX_INFLATED + 1))),
    ],
)
def test_a_document_that_cannot_be_looked_into_is_refused(content: bytes) -> None:
    assert refusal(content, PDF).code == "file_not_checkable"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (pdf()[:-20], PDF),
        (pdf() + b"\x00" * 3000, PDF),
        (png()[:-1], PNG),
        (png()[:-12], PNG),
        (png() + b"PK\x03\x04", PNG),
        (png().replace(b"IDATx", b"IDATy"), PNG),
        (png(extra=chunk(b"IHDR", b"\x00" * 13)), PNG),
        (png()[:8] + chunk(b"IEND", b""), PNG),
        (png(0, 5), PNG),
        (jpeg(end=False), JPEG),
        (jpeg(scan=False), JPEG),
        (jpeg()[:30], JPEG),
        (jpeg(0, 8), JPEG),
        (b"\xff\xd8" + segment(0xE0, b"JFIF\x00") + segment(0xDA, b"") + b"\xff\xd9", JPEG),
        (jpeg()[:20] + b"\x00\x00" + jpeg()[22:], JPEG),
    ],
)
def test_a_damaged_file_is_refused(content: bytes, content_type: str) -> None:
    assert refusal(content, content_type).code == "file_damaged"


@pytest.mark.parametrize(
    ("width", "height"), [(MAX_SIDE + 1, 1), (1, MAX_SIDE + 1), (8001, 8000), (20_000, 20_000)]
)
def test_a_picture_that_would_unpack_to_too_much_is_refused(width: int, height: int) -> None:
    for content, content_type in ((png(width, height), PNG), (jpeg(width, height), JPEG)):
        refused = refusal(content, content_type)
        assert refused.code == "file_dimensions_too_large"
        assert refused.facts == {"width": width, "height": height, "max_pixels": MAX_PIXELS}


def test_a_picture_at_the_limit_passes() -> None:
    check(png(8000, 8000), PNG)
    check(jpeg(8000, 8000), JPEG)


def test_the_check_of_a_full_sized_document_is_quick() -> None:
    content = pdf(*[stream(b"/Subtype /Image /Filter /DCTDecode", bytes(range(256)) * 4000)] * 9)
    assert len(content) > 9_000_000
    started = time.perf_counter()
    check(content, PDF)
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    "inside",
    [
        b"<< /Filter /FlateDecode >> " + b"stream\n" * 1_000_000,
        b"<< /Filter /FlateDecode >> stream\n" * 250_000,
        b"obj << >> stream\nendstream\n" * (MAX_STREAMS + 1),
        (b"x" * 8000 + b" stream\n") * 1_000,
    ],
    ids=["without end", "each with a dictionary", "very many", "far apart"],
)
def test_a_document_made_to_be_read_for_ever_is_refused_quickly(inside: bytes) -> None:
    started = time.perf_counter()
    assert refusal(pdf(inside), PDF).code == "file_not_checkable"
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (promise("image/svg+xml", "x.svg"), "file_type_not_allowed"),
        (promise("application/zip", "x.zip"), "file_type_not_allowed"),
        (promise("text/html", "x.html"), "file_type_not_allowed"),
        (promise("IMAGE/PNG", "x.png"), "file_type_not_allowed"),
        (promise(PDF, "proof.pdf.exe"), "file_type_mismatch"),
        (promise(PDF, "proof"), "file_type_mismatch"),
        (promise(PDF, ""), "file_name_invalid"),
        (promise(PDF, "uploads///"), "file_type_mismatch"),
        (promise(PDF, "/"), "file_name_invalid"),
        (promise(PDF, "a\x00b.pdf"), "file_name_invalid"),
        (promise(PDF, "a\u202efdp.exe.pdf"), "file_name_invalid"),
        (promise(PDF, "a\r\nX: y.pdf"), "file_name_invalid"),
        (promise(PDF, "a" * 150 + ".pdf"), "file_name_invalid"),
        (promise(PDF, size=0), "file_empty"),
        (promise(PDF, size=-5), "file_empty"),
        (promise(PDF, size=MAX_BYTES + 1), "file_too_large"),
    ],
)
def test_what_could_never_be_accepted_is_refused_before_it_is_sent(
    upload: Upload, code: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        check_promise(upload)
    assert refused.value.code == code
    assert refused.value.field


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("proof.pdf", "proof.pdf"),
        ("../../etc/proof.pdf", "proof.pdf"),
        ("C:\\Users\\lin\\proof.PDF", "proof.PDF"),
        ("存款 证明.pdf", "存款 证明.pdf"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf"),
    ],
)
def test_a_name_is_kept_without_its_way(given: str, kept: str) -> None:
    assert check_promise(promise(PDF, given)).file_name == kept

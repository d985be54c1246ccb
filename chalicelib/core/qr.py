"""QR codes as rows of dark and light, for the front end to draw."""


def rows(text: str) -> tuple[str, ...]:
    """A QR code of ``text``, ``1`` for dark; damage to a sixth of it does no harm."""
    import segno  # noqa: PLC0415 - few handlers need it

    drawn = segno.make_qr(text, error="m").matrix_iter(border=0)
    return tuple("".join(str(int(dark)) for dark in row) for row in drawn)

"""Pictures of the slide puzzle, drawn dot by dot and written as PNG: no imaging library needed.

Owns the shape of the piece, the scenery and the two pictures of a puzzle. Everything follows from
``seed``, which is used once and kept nowhere. The format is the W3C's PNG, indexed colour.

A dot is an index into the palette: 0 is clear, 1 to 126 are colours, 127 is the rim of the piece,
and 128 more than a colour is that colour in the shade.
"""

import colorsys
import math
import struct
import zlib
from random import Random

from chalicelib.core.nouns import dataclass

WIDTH_PX = 320
HEIGHT_PX = 160
PIECE_PX = 52
FURTHEST_PX = WIDTH_PX - PIECE_PX

_COLOURS = 126
_RIM = 127
_SHADE = 128
_BODY = range(6, 46)
_KNOB_PX = 7
_CIRCLES = 22
_BARS = 6
_DECOYS = 3
_GRAINS = 300

Dots = list[bytearray]


@dataclass(frozen=True)
class Puzzle:
    """The two pictures of a puzzle, as PNG files."""

    background: bytes
    piece: bytes


def puzzle(left: int, top: int, seed: str) -> Puzzle:
    """A scenery with a hole at ``left`` and ``top``, and the piece that fills it."""
    chance = Random(seed)  # noqa: S311 - makes scenery; where the hole is was drawn elsewhere
    dots = _scenery(chance)
    for _ in range(_DECOYS):
        _stain(dots, chance)
    shape = _shape(chance)
    piece = [bytearray(PIECE_PX) for _ in range(PIECE_PX)]
    for y, row in enumerate(shape):
        for x in row:
            dot = dots[top + y][left + x]
            piece[y][x] = _RIM if _is_rim(shape, x, y) else dot % _SHADE
            dots[top + y][left + x] = dot % _SHADE + _SHADE
    palette = _palette(chance)
    return Puzzle(_png(dots, palette), _png(piece, palette))


def _scenery(chance: Random) -> Dots:
    """Bands of colour with circles and bars before them."""
    start, step = chance.randrange(_COLOURS), chance.choice((-1, 1)) * chance.uniform(0.2, 0.6)
    dots = [bytearray([1 + int(start + y * step) % _COLOURS]) * WIDTH_PX for y in range(HEIGHT_PX)]
    for _ in range(_CIRCLES):
        radius = chance.randint(8, 38)
        _fill_circle(dots, chance, chance.randrange(WIDTH_PX), chance.randrange(HEIGHT_PX), radius)
    for _ in range(_BARS):
        _fill_bar(dots, chance)
    for _ in range(_GRAINS):
        grain = 1 + chance.randrange(_COLOURS)
        dots[chance.randrange(HEIGHT_PX)][chance.randrange(WIDTH_PX)] = grain
    return dots


def _fill_circle(dots: Dots, chance: Random, across: int, down: int, radius: int) -> None:
    colour = 1 + chance.randrange(_COLOURS)
    for y in range(max(0, down - radius), min(HEIGHT_PX, down + radius + 1)):
        half = int((radius * radius - (y - down) ** 2) ** 0.5)
        _fill_row(dots[y], across - half, across + half + 1, colour)


def _fill_bar(dots: Dots, chance: Random) -> None:
    """A slanting bar from the top to the bottom."""
    colour, width = 1 + chance.randrange(_COLOURS), chance.randint(3, 12)
    start, slant = chance.randrange(WIDTH_PX), chance.uniform(-1.2, 1.2)
    for y in range(HEIGHT_PX):
        x = int(start + y * slant)
        _fill_row(dots[y], x, x + width, colour)


def _fill_row(row: bytearray, start: int, end: int, colour: int) -> None:
    start, end = max(0, start), min(WIDTH_PX, end)
    if start < end:
        row[start:end] = bytes([colour]) * (end - start)


def _stain(dots: Dots, chance: Random) -> None:
    """A shaded circle: darkness alone does not give the hole away."""
    across, down = chance.randrange(20, WIDTH_PX - 20), chance.randrange(20, HEIGHT_PX - 20)
    radius = chance.randint(14, 24)
    for y in range(max(0, down - radius), min(HEIGHT_PX, down + radius + 1)):
        half = int((radius * radius - (y - down) ** 2) ** 0.5)
        for x in range(max(0, across - half), min(WIDTH_PX, across + half + 1)):
            dots[y][x] = dots[y][x] % _SHADE + _SHADE


def _shape(chance: Random) -> list[set[int]]:
    """The piece: a square with a knob on one side and a notch in another; its dots by rows."""
    sides = [(26, 6), (45, 26), (26, 45), (6, 26)]
    knob, notch = chance.sample(sides, 2)
    return [
        {
            x
            for x in range(PIECE_PX)
            if ((x in _BODY and y in _BODY) or _is_near(knob, x, y)) and not _is_near(notch, x, y)
        }
        for y in range(PIECE_PX)
    ]


def _is_near(centre: tuple[int, int], x: int, y: int) -> bool:
    return (x - centre[0]) ** 2 + (y - centre[1]) ** 2 <= _KNOB_PX * _KNOB_PX


def _is_rim(shape: list[set[int]], x: int, y: int) -> bool:
    rows = (shape[y - 1] if y else set(), shape[y + 1] if y + 1 < PIECE_PX else set())
    return any(x not in row for row in rows) or not {x - 1, x + 1} <= shape[y]


def _palette(chance: Random) -> bytes:
    """Colours round part of the wheel, the rim in white, and all of them again in the shade."""
    first, arc = chance.random(), chance.uniform(0.25, 0.6)
    colours = [
        colorsys.hsv_to_rgb(
            (first + arc * index / _COLOURS) % 1,
            0.3 + 0.25 * abs(math.sin(index / 9)),
            0.72 + 0.2 * abs(math.cos(index / 14)),
        )
        for index in range(_COLOURS)
    ]
    lit = [(0.0, 0.0, 0.0), *colours, (1.0, 1.0, 1.0)]
    shaded = [tuple(part * 0.42 for part in colour) for colour in lit]
    return bytes(round(part * 255) for colour in [*lit, *shaded] for part in colour)


def _png(dots: Dots, palette: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", len(dots[0]), len(dots), 8, 3, 0, 0, 0)
    rows = b"".join(b"\x00" + row for row in dots)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", palette),
        (b"tRNS", b"\x00"),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

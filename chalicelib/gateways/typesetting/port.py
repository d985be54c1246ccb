"""What stands on a document, part by part, and who sets it.

Owns: the parts. Refuses: words and figures, which whoever has the document set brings as texts in
the reader's language. A text is set as it stands; nothing in it is ever markup.
"""

from enum import StrEnum
from typing import Protocol

from chalicelib.core.nouns import dataclass


class Kind(StrEnum):
    """What a column holds. Numbers stand at the end of their column; codes are ids and dates.

    Both are read from left to right in every language.
    """

    TEXT = "text"
    NUMBER = "number"
    CODE = "code"


@dataclass(frozen=True)
class Column:
    """A column with its heading; ``share`` is its part of the page's width beside the others."""

    heading: str
    share: int
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Heading:
    """The title of what follows; ``level`` 1 is that of the document."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Note:
    """A paragraph in small letters."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Names with what they are, one below the other."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table whose heading comes again on every page.

    ``sums`` are lines in bold at its end. ``links`` are addresses that the cells of the first
    column open, one for each row, or none. A ``narrow`` table takes the room that it needs, and not
    the whole width of the page.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...] = ()
    links: tuple[str, ...] = ()
    narrow: bool = False


Part = Heading | Note | Facts | Grid


@dataclass(frozen=True)
class Paper:
    """A document: its parts in their order; ``title`` and ``footer`` stand on every page's foot.

    ``language`` is ``en``, ``zh`` or ``ar``, which is set from right to left.
    """

    title: str
    language: str
    footer: str
    parts: tuple[Part, ...]


class Typesetter(Protocol):
    """Whoever sets documents."""

    def pdf(self, paper: Paper) -> bytes:
        """The document as PDF, on A4 across; the same paper makes the same file."""
        ...

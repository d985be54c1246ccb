"""A commission statement as a document and as a workbook, made of the rows that were gathered."""

from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.gateways.typesetting.port import (
    Column,
    Facts,
    Grid,
    Heading,
    Kind,
    Note,
    Paper,
    Part,
)
from chalicelib.partners import public as partners
from chalicelib.partners.public import Adding, StatementLine
from chalicelib.ports import typesetting
from chalicelib.reports import rules
from chalicelib.reports.model import Export, ExportFormat
from chalicelib.reports.service import statement_lines
from chalicelib.reports.service.statement_books import book
from chalicelib.reports.service.statement_lines import StatementFilters
from chalicelib.reports.service.statement_tables import (
    LINE_COLUMNS,
    NUMBERS,
    About,
    Table,
    Told,
)
from chalicelib.reports.service.statement_words import StatementWords
from chalicelib.reports.service.workbooks import rows_of
from chalicelib.settings import public as settings

Slices = Callable[[], Iterable[bytes]]
"""Reads the slices from their beginning."""

# Millimetres of a page 269 wide, by the longest that usually stands there.
_SHARES = (24, 32, 16, 16, 18, 10, 34, 18, 14, 32, 55)
_NARROW = 6
_CODES = frozenset({"deal", "closed_at", "client", "login", "symbol", "payout", "currency"})


def statement(member: Actor, export: Export, slices: Slices) -> bytes:
    """The file of a statement that ``member`` has asked for, of the slices of its rows.

    Raises:
        NotFound: the broker is outside the member's scope by now.
    """
    adding = Adding()
    for line in _lines(slices):
        adding.add(line)
    words = StatementWords(export.filters.get("language", ""))
    told = Told(words, _about(member, export), adding.summary)
    if export.format is ExportFormat.PDF:
        return typesetting.typesetter().pdf(_paper(words, told, list(_lines(slices))))
    return book(words, told, _lines(slices))


def _lines(slices: Slices) -> Iterator[StatementLine]:
    return statement_lines.lines(rows_of(slices()))


def _about(member: Actor, export: Export) -> About:
    filters = rules.taken(StatementFilters, export.filters)
    of = statement_lines.statement_of(filters, member)
    recipient = clients.client(member, of.recipient_id)
    zone: ZoneInfo = partners.zone()
    return About(
        broker=settings.value(settings.BRAND_NAME),
        recipient=recipient.name,
        recipient_id=recipient.id,
        first=of.first.isoformat(),
        last=of.last.isoformat(),
        zone=zone,
        made_at=ports.now(),
        portal_url=ports.portal_url(),
    )


def _paper(words: StatementWords, told: Told, found: list[StatementLine]) -> Paper:
    parts: list[Part] = [Heading(words("title"), 1), Facts(told.facts)]
    if not found:
        parts.append(Note(words("nothing")))
    parts += [Note(text) for text in told.notes]
    for table in told.tables:
        parts += [Heading(table.title), _grid(table)]
    if found:
        parts += [Heading(words("lines")), _line_grid(told, found)]
    return Paper(
        title=words("title"),
        language=words.language,
        footer=" · ".join(text for _, text in told.facts[:4]),
        parts=tuple(parts),
    )


def _grid(table: Table) -> Grid:
    """Names take more room than the numbers beside them."""
    columns = tuple(
        Column(one, 3) if place < table.names else Column(one, 2, Kind.NUMBER)
        for place, one in enumerate(table.headings)
    )
    return Grid(columns, table.rows, table.sums, narrow=len(columns) <= _NARROW)


def _line_grid(told: Told, found: list[StatementLine]) -> Grid:
    columns = tuple(
        Column(heading, share, _kind(name))
        for heading, share, name in zip(told.line_headings, _SHARES, LINE_COLUMNS, strict=True)
    )
    return Grid(
        columns,
        tuple(map(told.line, found)),
        told.line_sums,
        tuple(map(told.link, found)),
    )


def _kind(name: str) -> Kind:
    if name in NUMBERS:
        return Kind.NUMBER
    return Kind.CODE if name in _CODES else Kind.TEXT

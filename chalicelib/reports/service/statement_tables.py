"""What stands on a commission statement, as texts in its language: the same on paper and in a book.

Every figure is added up from the very lines that are printed below it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.public import Figures, Share, StatementLine, Summary
from chalicelib.reports.service.statement_words import StatementWords

_COMES_TO = ("earned", "adjusted", "cancelled")
_STANDS = ("paid", "taken", "waiting", "held", "failed", "refused", "to_take", "waived")
_ALWAYS = ("earned", "paid", "waiting")
LINE_COLUMNS = (
    "deal",
    "closed_at",
    "client",
    "login",
    "symbol",
    "lots",
    "rate",
    "amount",
    "currency",
    "state",
    "payout",
)
# What a workbook has room for, and paper has not.
BOOK_COLUMNS = (*LINE_COLUMNS, "kind", "components", "level", "paid_at")
NUMBERS = frozenset({"lots", "amount"})
Row = tuple[str, ...]


@dataclass(frozen=True)
class About:
    """Who has whose statement of which days, by which clock, and when it was made."""

    broker: str
    recipient: str
    recipient_id: str
    first: str
    last: str
    zone: ZoneInfo
    made_at: datetime
    portal_url: str


@dataclass(frozen=True)
class Table:
    """Rows below their headings, with lines of sums; the first ``names`` columns are no numbers."""

    title: str
    headings: Row
    rows: tuple[Row, ...]
    sums: tuple[Row, ...] = ()
    names: int = 1


class Told:
    """A statement in the words of one language."""

    def __init__(self, words: StatementWords, about: About, summary: Summary) -> None:
        self._words, self._about, self._summary = words, about, summary

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The heading: from whom, for whom, of what, and what was received and is open."""
        words, about, found = self._words, self._about, self._summary
        counts = {"deals": f"{found.deals:,}", "unpaid": f"{found.unpaid_deals:,}"}
        return (
            (words("issued_by"), about.broker),
            (words("recipient"), about.recipient),
            (words("recipient_id"), about.recipient_id),
            (words("period"), words("days", first=about.first, last=about.last)),
            (words("zone"), about.zone.key),
            (words("made_at"), words.apart(self.moment(about.made_at))),
            (words("deals"), words("deal_counts", **counts)),
            (words("received"), self._each((one, one.received) for one in found.figures)),
            (words("open"), self._each((one, one.open) for one in found.figures)),
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """How to read it."""
        hidden = any(not one.key for one in self._summary.by_account)
        of_hidden = (self._words("hidden_note", not_shown=self._words("not_shown")),)
        said = (self._words("listed_note"), self._words("rounding_note"))
        return said + of_hidden if hidden else said

    @property
    def tables(self) -> tuple[Table, ...]:
        """What the lines come to, and by what; none where there is no line."""
        if not self._summary.lines:
            return ()
        account = (self._column("client"), self._column("login"))
        return (
            self._figures("adding_up", _COMES_TO),
            self._figures("standing", _STANDS),
            self._shares("by_kind", (self._column("kind"),), self._summary.by_kind),
            self._shares("by_account", account, self._summary.by_account),
        )

    @property
    def line_headings(self) -> Row:
        """The headings of the lines."""
        return tuple(map(self._column, LINE_COLUMNS))

    def line(self, one: StatementLine) -> Row:
        """One line as texts, in the order of `LINE_COLUMNS`."""
        return (
            one.deal,
            self.moment(one.closed_at),
            one.client_id or self._words("not_shown"),
            str(one.login) if one.login else "",
            one.symbol,
            _plain(one.lots),
            self._words.rates(one),
            grouped(one.amount) if one.amount else "",
            one.amount.currency if one.amount else "",
            self._words.state(one),
            one.payout_id,
        )

    @property
    def book_headings(self) -> Row:
        """The headings of the lines of a workbook."""
        return tuple(map(self._column, BOOK_COLUMNS))

    def book_line(self, one: StatementLine) -> Row:
        """One line as texts, in the order of `BOOK_COLUMNS`."""
        return (
            *self.line(one),
            self._words(f"kinds.{one.kind.value}"),
            " + ".join(
                f"{self._words(f'components.{component.value}')} {grouped(amount)}"
                for component, amount in one.components
            ),
            str(one.level),
            self.moment(one.paid_at) if one.paid_at else "",
        )

    @property
    def line_sums(self) -> tuple[Row, ...]:
        """What the lines' amounts come to, and with what was cancelled where that differs."""
        sums: list[Row] = []
        for one in self._summary.figures:
            sums.append(self._sum(self._words("sum"), one.earned + one.adjusted, one.currency))
            if one.cancelled:
                sums.append(self._sum(self._figure("cancelled"), one.cancelled, one.currency))
                sums.append(self._sum(self._figure("total"), one.total, one.currency))
        return tuple(sums)

    def link(self, one: StatementLine) -> str:
        """Where the portal shows the receipts of a line."""
        return f"{self._about.portal_url}/commissions/{one.deal}"

    def moment(self, at: datetime) -> str:
        """A time by the broker's clock."""
        return f"{at.astimezone(self._about.zone):%Y-%m-%d %H:%M:%S}"

    def _sum(self, name: str, minor: int, currency: str) -> Row:
        return ("",) * 6 + (name, grouped(Money(minor, currency)), currency, "", "")

    def _each(self, found: Iterable[tuple[Figures, int]]) -> str:
        texts = [
            self._words.apart(f"{grouped(Money(minor, one.currency))} {one.currency}")
            for one, minor in found
        ]
        return " · ".join(texts) or "—"

    def _figures(self, title: str, names: Sequence[str]) -> Table:
        """A row for each figure that is not zero everywhere, a column for each currency."""
        figures = self._summary.figures
        shown = [
            name for name in names if name in _ALWAYS or any(getattr(one, name) for one in figures)
        ]
        return Table(
            self._words(title),
            (self._words("figure"), *(one.currency for one in figures)),
            tuple(self._figure_row(name) for name in shown),
            (self._figure_row("total"),),
        )

    def _figure_row(self, name: str) -> Row:
        amounts = (
            grouped(Money(getattr(one, name), one.currency)) for one in self._summary.figures
        )
        return (self._figure(name), *amounts)

    def _shares(self, title: str, keys: Row, shares: Sequence[Share]) -> Table:
        names = ("deals", "lots", "earned", "adjusted", "total", "currency")
        headings = keys + tuple(map(self._column, names))
        rows = tuple(self._share_row(len(keys), one) for one in shares)
        return Table(self._words(title), headings, rows, names=len(keys))

    def _share_row(self, width: int, one: Share) -> Row:
        amounts = (one.earned, one.adjusted, one.total)
        return (
            *self._key(width, one.key),
            f"{one.deals:,}",
            _plain(one.lots),
            *(grouped(Money(minor, one.currency)) for minor in amounts),
            one.currency,
        )

    def _key(self, width: int, key: Row) -> Row:
        if width == 1:
            return (self._words(f"kinds.{key[0]}"),)
        return key or (self._words("not_shown"), "")

    def _column(self, name: str) -> str:
        return self._words(f"columns.{name}")

    def _figure(self, name: str) -> str:
        return self._words(f"figures.{name}")


def grouped(amount: Money) -> str:
    """An amount with its thousands apart."""
    return f"{amount.as_decimal():,f}"


def _plain(lots: Decimal) -> str:
    return f"{lots.normalize():f}"

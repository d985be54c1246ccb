"""The comma-separated lists: open positions, closed positions, and the history of balances."""

import csv
import io
from collections.abc import Iterable, Sequence

from infra.simulators.ctrader.traders import trader
from infra.simulators.ctrader.trading import margin_of
from infra.simulators.ctrader.world import Refused, World, moment, written
from infra.simulators.kit.exchange import Reply

_WIDEST_MSC = 2 * 86_400_000
_OPEN = (
    "login,positionId,openTimestamp,entryPrice,direction,volume,symbol,commission,swap,bookType,"
    "stake,spreadBetting,usedMargin"
)
_CLOSED = (
    "login,positionId,openTimestamp,closeTimestamp,closePrice,direction,volume,symbol,commission,"
    "swap,pnl,depositConversionRate,usdConversionRate,bookType,stake,spreadBetting,entryPrice,"
    "dealId"
)
_CHANGES = "login,balanceHistoryId,timestamp,type,amount,balance,comment,externalNote,externalId"


def open_positions(world: World, asked: dict[str, str]) -> Reply:
    """What is open, of all accounts or of one."""
    rows = world.work.rows("SELECT * FROM positions ORDER BY id")
    return _table(
        _OPEN,
        (
            (
                row["login"],
                row["id"],
                written(row["opened"]),
                row["price"],
                row["direction"],
                f"{row['units']}.0",
                row["symbol"],
                "0.0",
                "0.0",
                "BOOK_B",
                "0.0",
                "false",
                margin_of(world, trader(world, row["login"]), row["symbol"], row["units"]),
            )
            for row in rows
            if _is_wanted(asked, row["login"])
        ),
    )


def closed_positions(world: World, asked: dict[str, str]) -> Reply:
    """One line for each closing deal of a stretch of at most two days."""
    since, until = window(asked)
    rows = world.work.rows(
        "SELECT * FROM closings WHERE closed >= ? AND closed < ? ORDER BY id", since, until
    )
    return _table(
        _CLOSED,
        (
            (
                row["login"],
                row["position"],
                written(row["opened"]),
                written(row["closed"]),
                row["price"],
                row["direction"],
                f"{row['units']}.0",
                row["symbol"],
                row["commission"],
                row["swap"],
                row["pnl"],
                row["deposit_rate"],
                row["usd_rate"],
                "BOOK_B",
                "0.0",
                "false",
                row["entry_price"],
                row["id"],
            )
            for row in rows
            if _is_wanted(asked, row["login"])
        ),
    )


def balance_history(world: World, asked: dict[str, str]) -> Reply:
    """One line for each change of a balance in a stretch of at most two days."""
    since, until = window(asked)
    rows = world.work.rows(
        "SELECT * FROM changes WHERE at >= ? AND at < ? ORDER BY id", since, until
    )
    return _table(
        _CHANGES,
        (
            (
                row["login"],
                row["id"],
                written(row["at"]),
                row["type"],
                row["amount"],
                row["balance"],
                row["comment"],
                row["external_note"],
                row["external_id"],
            )
            for row in rows
            if _is_wanted(asked, row["login"])
        ),
    )


def window(asked: dict[str, str]) -> tuple[int, int]:
    """The stretch of time asked for.

    Raises:
        Refused: it is wider than two days, or not given.
    """
    since, until = moment(asked.get("from", "")), moment(asked.get("to", ""))
    if not 0 <= until - since <= _WIDEST_MSC:
        raise Refused("INVALID_REQUEST", "from and to must lie two days apart at most")
    return since, until


def _is_wanted(asked: dict[str, str], login: int) -> bool:
    return asked.get("login") in (None, "", str(login))


def _table(names: str, rows: Iterable[Sequence[object]]) -> Reply:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names.split(","))
    writer.writerows(rows)
    return Reply(200, text.getvalue(), "text/csv")

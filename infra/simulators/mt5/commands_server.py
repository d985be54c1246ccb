"""Commands about the server itself: signs of life, its time, groups, symbols and prices."""

import json
from typing import Any

from infra.simulators.mt5 import accounts
from infra.simulators.mt5.api import Asked, Envelope, command
from infra.simulators.mt5.catalogue import INSTRUMENTS, Instrument
from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.store import Record


@command("/api/test/access")
def _ping(_asked: Asked) -> None:
    return None


@command("/api/time/server")
def _time(asked: Asked) -> dict[str, str]:
    now = asked.world.clock.server_msc()
    return {"time": f"{now // 1000} {now % 1000}"}


@command("/api/time/get")
def _time_settings(asked: Asked) -> dict[str, str]:
    return {
        "Daylight": "0",
        "DaylightState": "0",
        "TimeZone": str(asked.world.clock.zone_seconds() // 60),
        "TimeServer": "",
    }


@command("/api/group/total")
def _group_total(asked: Asked) -> dict[str, str]:
    return {"total": str(asked.world.store.number("SELECT count(*) FROM groups"))}


@command("/api/group/next")
def _group_next(asked: Asked) -> Any:
    found = asked.world.store.rows("SELECT * FROM groups ORDER BY name")
    return _indexed(asked, [_group_row(group) for group in found])


@command("/api/group/get")
def _group(asked: Asked) -> dict[str, str]:
    return _group_row(accounts.group(asked.world, asked.params.text("group")))


@command("/api/symbol/total")
def _symbol_total(_asked: Asked) -> dict[str, str]:
    return {"total": str(len(INSTRUMENTS))}


@command("/api/symbol/list")
def _symbol_list(_asked: Asked) -> list[str]:
    return list(INSTRUMENTS)


@command("/api/symbol/next")
def _symbol_next(asked: Asked) -> Any:
    return _indexed(asked, [_symbol_row(instrument) for instrument in INSTRUMENTS.values()])


@command("/api/symbol/get")
def _symbol(asked: Asked) -> dict[str, str]:
    name = asked.params.text("symbol")
    if name not in INSTRUMENTS:
        raise Refused(13)
    return _symbol_row(INSTRUMENTS[name])


@command("/api/tick/last")
def _ticks(asked: Asked) -> Envelope:
    world = asked.world
    names = [name for name in asked.params.parts("symbol") if name in INSTRUMENTS]
    server, utc = world.clock.server_msc(), world.clock.utc_msc()
    ticks = []
    for name in names:
        tick = world.prices.tick(name, utc)
        ticks.append(
            {
                "Symbol": name,
                "Digits": str(INSTRUMENTS[name].digits),
                "Datetime": str(server // 1000),
                "DatetimeMsc": str(server),
                "Bid": str(tick.bid),
                "Ask": str(tick.ask),
                "Last": "0.00000",
                "Volume": "0",
            }
        )
    return Envelope(trans_id=str(server), answer=ticks)


def _indexed(asked: Asked, listed: list[dict[str, str]]) -> Any:
    """One record by its index, or a list when several are asked for."""
    index, count = asked.params.number("index"), asked.params.number("count", 1)
    if not 0 <= index < len(listed):
        raise Refused(13)
    return listed[index] if count == 1 else listed[index : index + count]


def _group_row(group: Record) -> dict[str, str]:
    return {
        "Group": group["name"],
        "Server": "1",
        "PermissionsFlags": "2",
        "AuthMode": "0",
        "AuthPasswordMin": str(group["password_min"]),
        "Company": "Meridian Markets",
        "Currency": group["currency"],
        "CurrencyDigits": str(group["digits"]),
        "MarginCall": "100.00",
        "MarginStopOut": f"{group['stop_out']}.00",
        "DemoLeverage": str(max(json.loads(group["leverages"]))),
        "DemoDeposit": "0.00",
    }


def _symbol_row(instrument: Instrument) -> dict[str, str]:
    return {
        "Symbol": instrument.name,
        "Path": instrument.path,
        "Description": instrument.description,
        "Digits": str(instrument.digits),
        "Spread": str(instrument.spread),
        "ContractSize": f"{instrument.contract:.2f}",
        "CurrencyBase": instrument.base,
        "CurrencyProfit": instrument.profit,
        "CurrencyMargin": instrument.base,
        "VolumeMin": "100",
        "VolumeMax": "1000000",
        "VolumeStep": "100",
        "SwapMode": "1",
        "SwapLong": f"{instrument.swap:.2f}",
        "SwapShort": f"{instrument.swap:.2f}",
    }

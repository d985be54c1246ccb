"""The simulator's own clock, while the machine's goes on."""

from itertools import count
from pathlib import Path

from infra.simulators.mt5.clock import SimClock
from infra.simulators.mt5.store import Store

AT = 1_772_442_000_000


def test_a_clock_stopped_at_a_moment_shows_that_moment_however_slow_the_machine(tmp_path: Path):
    machine = count(1_800_000_000.0)
    clock = SimClock(Store(tmp_path / "mt5.sqlite"), lambda: next(machine))
    clock.set_utc_msc(AT, stopped=True)
    assert [clock.utc_msc(), clock.utc_msc()] == [AT, AT]
    clock.advance(500)
    assert clock.utc_msc() == AT + 500
    clock.set_utc_msc(AT)
    assert clock.utc_msc() == AT + 1000

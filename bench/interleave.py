"""Fair timing on a machine that does other things as well: the contestants take turns."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes by the clock on the wall."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def medians(
    contestants: Mapping[str, Callable[[], float]], rounds: int, warm_up: int = 2
) -> dict[str, float]:
    """The median of what each contestant measures of itself, taking turns for `rounds` rounds.

    Every other round goes through them backwards, so that none always follows the same one.
    """
    measured: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(-warm_up, rounds):
        names = list(contestants)
        for name in names if number % 2 else reversed(names):
            value = contestants[name]()
            if number >= 0:
                measured[name].append(value)
    return {name: median(values) for name, values in measured.items()}

"""Doing things at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

SIXTEEN = 16


def at_once(act: Callable[[int], Any], *refusals: type[Exception], threads: int = SIXTEEN) -> Any:
    """What became of ``act`` in that many threads, begun at one moment; expected refusals count
    as answers, any other error is raised."""
    start = Barrier(threads)

    def one(number: int) -> Any:
        start.wait()
        try:
            return act(number)
        except refusals as refusal:
            return refusal

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def wins(answers: list[Any]) -> list[Any]:
    """Those that were no refusals."""
    return [one for one in answers if not isinstance(one, Exception)]

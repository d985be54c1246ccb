"""`make bench`: measures, and prints one table of ratios per question.

`python -m bench [SECTION…] [--quick] [--json]`. Ends with 1 when a measurement is beyond a limit
that the project has promised.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property

from bench import (
    commissions,
    costs,
    engines,
    finding,
    growth,
    handlers,
    imports,
    pace,
    transfers,
    waiting,
)
from bench.growth import SIZES
from bench.rows import Section, as_json, as_markdown


@dataclass(frozen=True)
class Effort:
    """How often each thing is measured."""

    imports: int = 9
    handlers: int = 60
    turns: int = 5
    seconds: float = 3.0
    growth: int = 20
    sizes: tuple[int, ...] = SIZES
    found_among: tuple[int, ...] = finding.SIZES
    waiting: tuple[int, ...] = waiting.SIZES
    earned_among: tuple[int, ...] = commissions.SIZES
    paces: tuple[int, ...] = pace.PACES
    pace_seconds: int = pace.SECONDS


_QUICK = Effort(
    imports=3,
    handlers=15,
    turns=2,
    seconds=1.0,
    growth=5,
    sizes=SIZES[:2],
    found_among=(100, 2_000),
    waiting=(600, 1_500),
    earned_among=(100, 2_000),
    paces=(50,),
    pace_seconds=10,
)


class Bench:
    """The sections, on engines that start when the first section needs them."""

    def __init__(self, effort: Effort, cleanup: ExitStack) -> None:
        self.effort, self._cleanup = effort, cleanup

    @cached_property
    def _ministack(self) -> str:
        return self._cleanup.enter_context(engines.ministack())

    @cached_property
    def _tables(self) -> tuple[str, str]:
        """Name and endpoint of the engine whose capacity and rates are told."""
        return self._cleanup.enter_context(engines.table_engine(self._ministack))

    def imports(self) -> Section:
        """What a cold start pays."""
        return imports.measured(self.effort.imports)

    def handlers(self) -> Section:
        """What we add to the bare calls."""
        return handlers.measured(self._ministack, self.effort.handlers)

    def costs(self) -> Section:
        """Calls and capacity per operation."""
        return costs.measured(*self._tables)

    def growth(self) -> Section:
        """The same at more and more clients."""
        return growth.measured(self._ministack, self.effort.growth, self.effort.sizes)

    def finding(self) -> Section:
        """One client among many."""
        return finding.measured(*self._tables, self.effort.growth, self.effort.found_among)

    def waiting(self) -> Section:
        """A queue to be worked through."""
        return waiting.measured(*self._tables, self.effort.growth, self.effort.waiting)

    def commissions(self) -> Section:
        """What a commission costs."""
        effort = self.effort
        return commissions.measured(*self._tables, effort.turns, effort.earned_among)

    def pace(self) -> Section:
        """How soon a closed deal is in a broker's wallet."""
        return pace.measured(self.effort.paces, self.effort.pace_seconds)

    def transfers(self) -> Section:
        """Against another ledger."""
        return transfers.measured(*self._tables, self.effort.turns, self.effort.seconds)

    def sections(self, wanted: list[str]) -> Iterator[Section]:
        """Each of `wanted` as soon as it is measured; its name goes to the standard error."""
        for name in wanted:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            measure: Callable[[], Section] = getattr(self, name)
            yield measure()


SECTIONS = (
    "imports",
    "handlers",
    "costs",
    "growth",
    "finding",
    "waiting",
    "commissions",
    "pace",
    "transfers",
)


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("section", nargs="*", help=f"of {', '.join(SECTIONS)}; all of them if none")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller brokers")
    parser.add_argument("--json", action="store_true", help="for machines")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.section) - set(SECTIONS)):
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    with ExitStack() as cleanup:
        bench = Bench(_QUICK if asked.quick else Effort(), cleanup)
        sections = list(bench.sections(asked.section or list(SECTIONS)))
    print(as_json(sections) if asked.json else as_markdown(sections))
    return int(any(row.over for section in sections for row in section.rows))


if __name__ == "__main__":
    raise SystemExit(main())

"""What a cold start pays for our code beyond what it pays for the frameworks.

Each subject is imported by a fresh interpreter, and so are, in turns, the third-party modules
that it pulls in, alone. What counts is processor time, as the kernel tells it of the ended child,
and of all turns the best: other work on the machine can only add to it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.rows import Section, ratio_row

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 1.6
OURS = ("app", "chalicelib")
_NOTE = (
    "Processor time of a fresh interpreter that imports it, against one that imports only the "
    "third-party modules which it pulls in: ratio of the best of {rounds}, in turns."
)
_TELL = "import sys, {subject}; print('\\n'.join(sys.modules))"


@dataclass(frozen=True)
class Cost:
    """Best processor seconds of a subject and of its frameworks alone."""

    subject: str
    seconds: float
    frameworks_seconds: float

    @property
    def ratio(self) -> float:
        """How many times the frameworks."""
        return self.seconds / self.frameworks_seconds


def subjects() -> list[str]:
    """`app`, and what event handlers import in its place."""
    events = sorted((ROOT / "chalicelib").glob("*/events.py"))
    names = [f"chalicelib.{path.parent.name}.events" for path in events]
    return ["app", *names, "chalicelib.edge.relay"]


def measured(rounds: int) -> Section:
    """Every subject."""
    section = Section("Import", _NOTE.format(rounds=rounds))
    for subject in subjects():
        cost = compared(subject, rounds)
        note = f"{cost.seconds * 1000:.0f} ms over {cost.frameworks_seconds * 1000:.0f} ms"
        section.rows.append(ratio_row(subject, cost.ratio, LIMIT, note))
    return section


def compared(subject: str, rounds: int) -> Cost:
    """The cost of importing `subject`, best of `rounds`."""
    frameworks = f"import {', '.join(frameworks_of(subject))}"
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(processor_seconds(f"import {subject}"))
        theirs.append(processor_seconds(frameworks))
    return Cost(subject, min(ours), min(theirs))


def modules_of(subject: str) -> list[str]:
    """Every module that is loaded once `subject` is, in the order of loading."""
    told = subprocess.run(
        [sys.executable, "-c", _TELL.format(subject=subject)],
        cwd=ROOT,
        env=_environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.split()


def frameworks_of(subject: str) -> list[str]:
    """The modules among them that are neither ours nor Python's own."""
    own = {*OURS, "__main__", "sitecustomize", *sys.stdlib_module_names}
    loaded = modules_of(subject)
    return [one for one in loaded if one.split(".")[0] not in own and not one.startswith("_")]


def processor_seconds(statement: str) -> float:
    """Processor time of an interpreter that runs `statement`, from its start to its end."""
    command = [sys.executable, "-c", statement]
    child = os.posix_spawn(command[0], command, _environment())
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{statement[:60]} ended with {status}")
    return usage.ru_utime + usage.ru_stime


def _environment() -> dict[str, str]:
    """Ours, except that bytecode is kept: the first round writes what the others read."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT)}

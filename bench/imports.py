"""What a cold start pays for our code beyond what it pays for the frameworks.

The code is laid out as the package has it, with the table by which faces are imported on demand.

Each subject is imported by a fresh interpreter, and so are, in turns, the third-party modules
that it pulls in, alone. What counts is processor time, as the kernel tells it of the ended child,
and of all turns the best: other work on the machine can only add to it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.rows import Section, ratio_row
from infra.package.code import FACES_FILE

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 1.6
# With the face of a first request as well, and for what asks every capability what it keeps.
LIMIT_WITH_MORE = 1.8
WITH_MORE = "chalicelib.privacy.events"


def limit_of(subject: str) -> float:
    """By how much ``subject`` may cost more to import than the frameworks alone."""
    return LIMIT_WITH_MORE if ", " in subject or subject == WITH_MORE else LIMIT


OURS = ("app", "chalicelib")
# What a browser asks for first: a client their wallets, staff their clients.
FIRST_FACES = ("chalicelib.funds.portal.wallets", "chalicelib.clients.desk")
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
    """`app`, alone and with what its first request imports, and what event handlers import."""
    events = sorted((ROOT / "chalicelib").glob("*/events.py"))
    names = [f"chalicelib.{path.parent.name}.events" for path in events]
    first = [f"app, {face}" for face in FIRST_FACES]
    return ["app", *first, *names, "chalicelib.edge.relay"]


def measured(rounds: int) -> Section:
    """Every subject."""
    section = Section("Import", _NOTE.format(rounds=rounds))
    with laid_out() as code:
        for subject in subjects():
            cost = compared(subject, rounds, code)
            note = f"{cost.seconds * 1000:.0f} ms over {cost.frameworks_seconds * 1000:.0f} ms"
            section.rows.append(ratio_row(subject, cost.ratio, limit_of(subject), note))
    return section


@contextmanager
def laid_out() -> Iterator[Path]:
    """A folder with the code as Lambda has it."""
    with TemporaryDirectory() as folder:
        code = Path(folder)
        shutil.copy(ROOT / "app.py", code)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "chalicelib", code / "chalicelib", ignore=ignored)
        tell = "import json; from app import ANSWERING; print(json.dumps(ANSWERING))"
        table = json.loads(_told(tell, code).splitlines()[-1])
        (code / FACES_FILE).write_text(json.dumps(table))
        yield code


def compared(subject: str, rounds: int, code: Path) -> Cost:
    """The cost of importing `subject` from `code`, best of `rounds`."""
    frameworks = f"import {', '.join(frameworks_of(subject, code))}"
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(processor_seconds(f"import {subject}", code))
        theirs.append(processor_seconds(frameworks, code))
    return Cost(subject, min(ours), min(theirs))


def modules_of(subject: str, code: Path) -> list[str]:
    """Every module that is loaded once `subject` is, in the order of loading."""
    return _told(_TELL.format(subject=subject), code).split()


def frameworks_of(subject: str, code: Path) -> list[str]:
    """The modules among them that are neither ours nor Python's own."""
    own = {*OURS, "__main__", "sitecustomize", *sys.stdlib_module_names}
    loaded = modules_of(subject, code)
    return [one for one in loaded if one.split(".")[0] not in own and not one.startswith("_")]


def processor_seconds(statement: str, code: Path) -> float:
    """Processor time of an interpreter that runs `statement`, from its start to its end."""
    command = [sys.executable, "-P", "-c", statement]
    child = os.posix_spawn(command[0], command, _environment(code))
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{statement[:60]} ended with {status}")
    return usage.ru_utime + usage.ru_stime


def _told(statement: str, code: Path) -> str:
    return subprocess.run(
        [sys.executable, "-P", "-c", statement],
        cwd=code,
        env=_environment(code),
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def _environment(code: Path) -> dict[str, str]:
    """Ours, except that bytecode is kept: the first round writes what the others read."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(code)}

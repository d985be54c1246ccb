"""`python -m infra.package.asking`: tells what the app consists of, as JSON on its last line.

A process of its own, since the app takes the stage that it is made for from the environment.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import ModuleType

from infra.local.layout import ROOT


@dataclass(frozen=True)
class Told:
    """The names of all functions, which face answers which path, and where the app's code is.

    ``routes`` are the modules that the function of the routes begins with, at once or for a
    request; ``named`` those that any function may come to by the tables of the assembly.
    """

    names: list[str]
    faces: dict[str, list[str]]
    routes: list[str]
    named: list[str]


def ask(environment: Mapping[str, str]) -> Told:
    """What the app consists of when it is imported with ``environment``."""
    answer = subprocess.run(
        [sys.executable, "-m", "infra.package.asking"],
        cwd=ROOT,
        env=dict(environment),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Told(**json.loads(answer.stdout.splitlines()[-1]))


def told() -> Told:
    """What the app of this process consists of."""
    import app as code  # noqa: PLC0415 - not for whoever only asks another process
    from chalicelib.core.seams import Late, assembly  # noqa: PLC0415 - as above

    app = code.app
    names = [source.name for source in app.event_sources]
    names += [function.name for function in app.pure_lambda_functions]
    names += ["api_handler"] if app.routes else []
    routes = {face for faces in code.ANSWERING.values() for face in faces}
    routes |= {one.__name__ for one in vars(code).values() if isinstance(one, ModuleType)}
    named = {late.module for late in Late.declared} | {*assembly().SETTINGS}
    return Told(names, dict(code.ANSWERING), sorted(routes), sorted(named))


if __name__ == "__main__":
    print(json.dumps(asdict(told())))

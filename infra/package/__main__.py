"""`python -m infra.package`: makes build/package with the code and the template for AWS.

Owns the call of `chalice package` and where its result goes. The template is the same for every
stage: the stage is a parameter of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra import template as resources
from infra.local.aws import CREDENTIALS, REGION
from infra.local.layout import ROOT
from infra.package import code, policies
from infra.package.finish import finish

OUTPUT = ROOT / "build" / "package"
CODE = "deployment.zip"
TEMPLATE = "template.json"
# Stands in the names that handlers are registered with, until `finish` puts in the parameter.
_STAGE = "packaging"
_CHALICE_STAGE = "live"


def package(output: Path = OUTPUT) -> Path:
    """Makes the package; returns the path of its template.

    Raises:
        subprocess.CalledProcessError: Chalice could not package; it has said why.
    """
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    declared = output / "resources.json"
    declared.write_text(json.dumps(resources.load()), encoding="utf-8")
    environment = {
        **os.environ,
        **CREDENTIALS,
        "AWS_DEFAULT_REGION": REGION,
        "FAIRLEAD_STAGE": _STAGE,
    }
    subprocess.run(
        [
            str(Path(sys.executable).with_name("chalice")),
            "package",
            "--stage",
            _CHALICE_STAGE,
            "--template-format",
            "json",
            "--merge-template",
            str(declared),
            str(output / "chalice"),
        ],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    merged = json.loads((output / "chalice" / "sam.json").read_text(encoding="utf-8"))
    names, faces = _asked(environment)
    finished = finish(merged, _STAGE, names, policies.read())
    shutil.move(output / "chalice" / CODE, output / CODE)
    code.finish(output / CODE, faces)
    shutil.rmtree(output / "chalice")
    declared.unlink()
    path = output / TEMPLATE
    path.write_text(json.dumps(finished, indent=1, sort_keys=True), encoding="utf-8")
    return path


def _asked(environment: dict[str, str]) -> tuple[list[str], dict[str, list[str]]]:
    """The names of all functions, and which face answers which path; asked of the app in a
    process of its own."""
    ask = (
        "import json; from app import ANSWERING, app;"
        "names = [source.name for source in app.event_sources];"
        "names += [function.name for function in app.pure_lambda_functions];"
        "names += ['api_handler'] if app.routes else [];"
        "print(json.dumps([names, ANSWERING]))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    names, faces = json.loads(answer.stdout.splitlines()[-1])
    return names, faces


if __name__ == "__main__":
    print(f"Packaged: {package().relative_to(ROOT)}")

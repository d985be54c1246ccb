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
from infra.package import asking, code, layers, policies
from infra.package.finish import finish
from infra.package.layers import LAYERS

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
    app = asking.ask(environment)
    finished = finish(merged, _STAGE, app.names, policies.read())
    for layer in LAYERS:
        finished = layers.attached(finished, layer, layers.reaching(layer), app)
    shutil.move(output / "chalice" / CODE, output / CODE)
    code.finish(output / CODE, app.faces, LAYERS)
    shutil.rmtree(output / "chalice")
    declared.unlink()
    path = output / TEMPLATE
    path.write_text(json.dumps(finished, indent=1, sort_keys=True), encoding="utf-8")
    return path


if __name__ == "__main__":
    print(f"Packaged: {package().relative_to(ROOT)}")

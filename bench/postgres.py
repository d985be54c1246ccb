"""A PostgreSQL of the bench's own, from Debian's packages, in a temporary folder on a free port."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.processes import Child, answers
from infra.local.testing import free_port, running_process

_FOLDERS = ("/usr/lib/postgresql",)
_ACCOUNT = "postgres"


class Missing(Exception):
    """What the bench needs is not on this machine; the message says what to do."""


def binaries() -> Path:
    """Where initdb and postgres are, of version 15 if there are several.

    Raises:
        Missing.
    """
    versions = [found for root in _FOLDERS for found in Path(root).glob("*/bin/initdb")]
    for initdb in sorted(versions, key=lambda one: one.parent.parent.name != "15"):
        return initdb.parent
    raise Missing("PostgreSQL is not installed (Debian: apt install postgresql-15).")


@contextmanager
def running() -> Iterator[tuple[str, int]]:
    """A fresh server with its default settings; gives its version and port.

    Raises:
        Missing: no PostgreSQL, or only root, whom it refuses, to run it.
    """
    folder, port = binaries(), free_port()
    with tempfile.TemporaryDirectory(prefix="fairlead-postgres-") as scratch:
        base = Path(scratch)
        _give_away(base)
        cluster = base / "cluster"
        arguments = ["-D", str(cluster), "-A", "trust", "-U", "postgres", "-E", "UTF8"]
        done = subprocess.run(
            [*_as_server(), str(folder / "initdb"), *arguments],
            cwd=base,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Missing(f"PostgreSQL did not begin: {done.stderr.strip()[-200:]}")
        command = [*_as_server(), str(folder / "postgres"), "-D", str(cluster), "-p", str(port)]
        command += ["-c", "listen_addresses=127.0.0.1", "-k", str(base)]
        child = Child("postgres", command, port, base / "log", is_ready=lambda: answers(port))
        with running_process(child):
            yield _version(folder), port


def _as_server() -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the account that its package made."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise Missing("PostgreSQL does not run as root, and there is no setpriv to become another.")
    return ["setpriv", f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--clear-groups"]


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        try:
            shutil.chown(folder, _ACCOUNT, _ACCOUNT)
        except LookupError:
            raise Missing("PostgreSQL does not run as root, and has no account here.") from None


def _version(folder: Path) -> str:
    told = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"[0-9]+(\.[0-9]+)?", told.stdout)
    return found[0] if found else "?"

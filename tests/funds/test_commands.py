"""The commands that check, export and prove the books."""

import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.core.clock import FixedClock
from infra import export_ledger, invariants, verify_export
from tests.kit.funds import add_client, credit, tamper, usd

pytestmark = pytest.mark.usefixtures("store")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def export(clock: FixedClock, tmp_path: Path) -> Path:
    add_client()
    credit(usd("100.00"), name="dep_1")
    clock.advance(minutes=2)
    target = tmp_path / "ledger.jsonl"
    assert export_ledger.main([str(target)]) == 0
    return target


def test_an_export_is_proven_without_aws_in_a_process_of_its_own(export: Path):
    done = subprocess.run(
        [sys.executable, "-m", "infra.verify_export", str(export)],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 entries, 1 lines of 1 wallets, 0 seals: 0 problems\n"


def test_a_forged_export_is_told_with_what_is_wrong(
    export: Path, capsys: pytest.CaptureFixture[str]
):
    text = export.read_text(encoding="utf-8")
    export.write_text(text.replace('"minor":10000', '"minor":99999', 1), encoding="utf-8")
    assert verify_export.main([str(export)]) == 1
    assert "is off by" in capsys.readouterr().out


def test_a_flood_of_problems_is_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = tmp_path / "nonsense.jsonl"
    source.write_text("nonsense\n" * 60, encoding="utf-8")
    assert verify_export.main([str(source)]) == 1
    assert "and 10 more" in capsys.readouterr().out


def test_the_check_says_that_all_is_well(
    clock: FixedClock, export: Path, capsys: pytest.CaptureFixture[str]
):
    assert invariants.main() == 0
    assert "0 breaks" in capsys.readouterr().out


def test_the_check_names_what_is_broken_and_ends_with_one(
    clock: FixedClock, export: Path, capsys: pytest.CaptureFixture[str]
):
    tamper("ENTRY#dep_1.credit", "ENTRY", lambda row: row.update(memo="forged"))
    assert invariants.main() == 1
    assert "chain_intact  10000001:USD:1:entry" in capsys.readouterr().out

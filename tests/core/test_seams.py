"""Who takes part where: found in the table by whoever asks, and nobody is forgotten in it."""

import pkgutil
from importlib import import_module

import pytest

import chalicelib
from chalicelib import assembly
from chalicelib.core.seams import DECLARED, Seam

SPARE = Seam[object]("nobodys.seam")


@pytest.fixture(scope="module", autouse=True)
def _everything():
    """Whoever has a seam declares it when it is imported."""
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        import_module(module.name)


def test_every_line_of_the_table_has_its_seam():
    assert set(assembly.PARTS) <= set(DECLARED)


@pytest.mark.parametrize("name", sorted(assembly.PARTS))
def test_all_that_are_named_exist_and_take_part(name):
    assert DECLARED[name].parts() == assembly.PARTS[name]
    assert all(callable(late.function()) for late in assembly.PARTS[name])


def test_who_lets_a_payload_be_corrected_also_carries_it_out():
    def kinds(of: str) -> set[str]:
        return {name.removeprefix(of) for name in assembly.PARTS if name.startswith(of)}

    assert kinds("approvals.fields.") == kinds("approvals.edits.")


def test_a_seam_that_nobody_takes_part_in_is_empty():
    assert (SPARE.parts(), SPARE.part()) == ((), None)


def test_others_take_part_until_the_block_ends():
    seam = DECLARED["clients.deleting"]
    before = seam.parts()
    with seam.replaced(print):
        assert (seam.parts(), seam.part()) == ((print,), print)
    assert seam.parts() == before


def test_two_seams_of_one_name_are_refused():
    with pytest.raises(ValueError, match="declared twice"):
        Seam("clients.deleting")

"""Nothing that is kept of clients is forgotten, whoever keeps it: when copied, when erased."""

import importlib
import pkgutil
from collections import Counter

import chalicelib
from chalicelib.privacy.service.keepers import KEEPERS
from chalicelib.storage.rows import Rows
from infra.template import load

# Tables without rows of nouns, and why nobody need be asked about them.
APART = {
    "idempotency": "answers to commands: go by themselves after 30 days",
    "search": "the words by which clients are found: taken away by the search consumer",
}


def kinds_of_rows() -> set[tuple[str, str]]:
    """Table and noun of everything that any store keeps."""
    found = set()
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        if ".store" in module.name or module.name.startswith("chalicelib.storage."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Rows):
                    found.add((value.table.capability, value.noun.__name__))
    return found


def declared() -> Counter[tuple[str, str]]:
    return Counter((keeper.capability, kept.noun) for keeper in KEEPERS for kept in keeper.kinds)


def test_every_kind_of_row_has_a_keeper_and_only_one():
    assert {kind: times for kind, times in declared().items() if times > 1} == {}
    assert kinds_of_rows() - set(declared()) == set()
    assert set(declared()) - kinds_of_rows() == set()


def test_every_table_has_a_keeper_or_a_reason():
    tables = {
        one["Properties"]["TableName"]["Fn::Sub"].removeprefix("fairlead-${Stage}-")
        for one in load()["Resources"].values()
        if one["Type"] == "AWS::DynamoDB::Table"
    }
    assert tables == {keeper.capability for keeper in KEEPERS} | set(APART)


def test_what_is_not_copied_or_not_erased_has_its_reason():
    silent = [
        f"{keeper.capability}: {kept.noun}"
        for keeper in KEEPERS
        for kept in keeper.kinds
        if not kept.why and not (kept.copied and kept.erased)
    ]
    assert silent == []


def test_a_keeper_that_promises_something_can_do_it():
    for keeper in KEEPERS:
        assert (keeper.copy is not None) is any(kept.copied for kept in keeper.kinds)
        assert bool(keeper.erasers) is any(kept.erased for kept in keeper.kinds)

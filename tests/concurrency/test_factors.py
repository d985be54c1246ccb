"""The same second factor shown by many at one moment: it serves one of them."""

import pytest

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.confirmation import FactorMethod, Operation, Proof
from chalicelib.core.errors import Limited
from chalicelib.core.paging import PageRequest
from chalicelib.identity import errors
from chalicelib.identity import public as identity
from chalicelib.identity.service import factors
from chalicelib.storage import audit
from chalicelib.storage.unit import Stale, Unit
from tests.concurrency.conftest import NOW
from tests.concurrency.threads import at_once
from tests.identity.scenes import LIN, as_client
from tests.kit import people
from tests.kit.factors import totp
from tests.kit.people import PASSWORD

pytestmark = pytest.mark.usefixtures("tables")
REFUSALS = (errors.FactorWrong, errors.FactorUsed, errors.LoginSuspended, Limited, Stale)


@pytest.fixture
def codes(tables: None) -> dict[FactorMethod, str]:
    """Lin's next code and one of her recovery codes."""
    people.client(LIN)
    setup = factors.start_totp(as_client(), PASSWORD, None)
    recovery = factors.finish_totp(as_client(), totp(setup.secret, NOW))
    return {
        FactorMethod.TOTP: totp(setup.secret, NOW, 1),
        FactorMethod.RECOVERY_CODE: recovery[0],
    }


def confirm(proof: Proof) -> str:
    """Lin does something that asks for a second factor."""

    def work(unit: Unit) -> str:
        identity.confirm(unit, Operation.WITHDRAWAL, proof)
        audit.record(unit, "something_done", "test", LIN)
        return "done"

    return ports.transact(as_client(), work)


@pytest.mark.parametrize("method", [FactorMethod.TOTP, FactorMethod.RECOVERY_CODE])
def test_one_code_shown_by_many_at_once_serves_one(
    codes: dict[FactorMethod, str], method: FactorMethod
):
    proof = Proof(method, codes[method])
    answers = at_once(lambda _: confirm(proof), *REFUSALS, threads=6)
    assert answers.count("done") == 1
    assert len(audit.of_object("test", LIN, PageRequest()).items) == 1
    left = identity.factor_state(Realm.CLIENT, LIN).recovery_codes_left
    assert left == (9 if method is FactorMethod.RECOVERY_CODE else 10)


def test_many_guesses_at_once_are_no_more_than_a_few(codes: dict[FactorMethod, str]):
    wrong = [Proof(FactorMethod.RECOVERY_CODE, f"AAAAA-{n:05}") for n in range(16)]
    answers = at_once(lambda n: confirm(wrong[n]), *REFUSALS)
    assert "done" not in answers
    assert identity.login_state(Realm.CLIENT, LIN).status is identity.LoginStatus.SUSPENDED

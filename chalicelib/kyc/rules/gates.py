"""Who passes a gate."""

from collections.abc import Collection

from chalicelib.kyc.model.cases import Case
from chalicelib.kyc.model.errors import KycRequired
from chalicelib.kyc.model.settings import Gate


def check_gate(gate: Gate, shut: Collection[Gate], case: Case) -> None:
    """Let an approved client through, and everyone through a gate that is not shut.

    Raises:
        KycRequired: with ``gate`` and where the client stands.
    """
    if gate in shut and case.approved_id is None:
        raise KycRequired("verify your identity first", gate=gate.value, status=case.status.value)

"""What other capabilities may ask of phones."""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.gateways.phone.port import PhoneUnavailable
    from chalicelib.phones.model import PHONE_CODES, PHONE_SERVICE, CodeOut, Occasion, Proof
    from chalicelib.phones.service.proving import admit, demand_code, demand_proof, prove, send_code
    from chalicelib.phones.service.texting import tell
    from chalicelib.phones.service.vendor import is_on
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "PHONE_CODES",
    "PHONE_SERVICE",
    "CodeOut",
    "Occasion",
    "PhoneUnavailable",
    "Proof",
    "admit",
    "demand_code",
    "demand_proof",
    "is_on",
    "prove",
    "send_code",
    "tell",
]

"""The vendor as the broker has set it up."""

from chalicelib.gateways.phone.port import Phones, PhoneUnavailable
from chalicelib.phones.model import PHONE_CODES, PHONE_SERVICE
from chalicelib.ports import messaging
from chalicelib.settings import public as settings


def is_on() -> bool:
    """Whether the broker has numbers proven."""
    return settings.value(PHONE_CODES)


def vendor() -> Phones:
    """Whoever proves numbers and carries texts.

    Raises:
        PhoneUnavailable: nobody has been named yet.
    """
    service = settings.value(PHONE_SERVICE)
    if not service.verify_service:
        raise PhoneUnavailable("no phone service is set up", vendor="twilio", reason="not_set_up")
    return messaging.phones(service.verify_service, service.sender)


def tested() -> str:
    """What the vendor calls the service that the settings name: they work.

    Raises:
        PhoneUnavailable: with the ``reason``.
    """
    return vendor().service_name()

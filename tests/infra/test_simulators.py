"""Where the laptop's application looks for the vendors' simulators."""

from urllib.parse import urlsplit

from chalicelib.gateways.rates.ecb import URL
from infra.local import simulators
from infra.local.layout import Layout


def test_rates_are_read_from_the_very_file_that_the_bank_publishes() -> None:
    address = simulators.environment(Layout())["FAIRLEAD_ECB_URL"]
    assert urlsplit(address).path == urlsplit(URL).path

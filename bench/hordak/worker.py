"""One client of django-hordak: makes transfers for as many seconds as each line of input says.

`prepare N` makes N accounts and ends. Otherwise each line of input is answered with the number of
transfers made and the processor seconds that they took, as `bench.transfer_worker` does.
"""

import random
import sys
import time

import django

django.setup()

from djmoney.money import Money  # noqa: E402 - Django has to be set up first
from hordak.models import Account, AccountType  # noqa: E402

ONE = Money("1.00", "USD")


def prepare(number: int) -> None:
    """Make `number` wallets, as liabilities of the broker, and the bank that fills them."""
    bank = Account.objects.create(
        name="bank", code="0", type=AccountType.asset, currencies=["USD"], is_bank_account=True
    )
    for place in range(1, number + 1):
        wallet = Account.objects.create(
            name=f"wallet {place}", code=str(place), type=AccountType.liability, currencies=["USD"]
        )
        bank.transfer_to(wallet, Money("1000000.00", "USD"))


def work(wallets: list[Account], seconds: float) -> int:
    """Transfers made in `seconds`, each of one dollar between two wallets."""
    made = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        source, target = random.sample(wallets, 2)
        source.transfer_to(target, ONE)
        made += 1
    return made


def serve() -> None:
    """Say that it is ready, then work as told."""
    wallets = list(Account.objects.filter(type=AccountType.liability))
    work(wallets, 0.3)
    print("ready", flush=True)
    for line in sys.stdin:
        spent = time.process_time()
        made = work(wallets, float(line))
        print(made, time.process_time() - spent, flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["prepare"]:
        prepare(int(sys.argv[2]))
    else:
        serve()

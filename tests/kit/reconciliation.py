"""What tests of reconciliation do again and again: a transfer, a run, a look at what is open."""

from chalicelib.accounts.model import TradingAccount
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.transfers import Direction, Transfer, TransferDraft
from chalicelib.funds.service import transfers
from chalicelib.reconciliation.model.breaks import Break, BreakStatus, RepairAction, RepairAgainst
from chalicelib.reconciliation.model.repairs import Repair
from chalicelib.reconciliation.model.runs import Walk
from chalicelib.reconciliation.service import reading, recent, repairs, walking
from chalicelib.reconciliation.service.reading import BreakFilter
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, client_actor, command, staff_actor, usd

SERVER = "server:meridian-live"
STRIPE = "psp:stripe"


def minute() -> recent.Ran:
    """The minute's run."""
    return recent.run(SYSTEM, lambda: 60)


def everything() -> Walk:
    """A whole walk."""
    return walking.run_to_the_end(SYSTEM)


def transfer(
    courier: Courier, account: TradingAccount, amount: str, direction: Direction
) -> Transfer:
    """A transfer, carried out."""
    draft = TransferDraft(direction, account.id, usd(amount))
    made = transfers.submit(client_actor(account.client_id), draft, command()).transfer
    courier.deliver_all()
    return made


def to_account(courier: Courier, account: TradingAccount, amount: str = "300.00") -> Transfer:
    """Money from the wallet to the account."""
    return transfer(courier, account, amount, Direction.TO_ACCOUNT)


def breaks(status: BreakStatus = BreakStatus.OPEN) -> list[Break]:
    """The breaks that there are."""
    page = reading.listed(staff_actor(), BreakFilter(status=status), PageRequest(100))
    return [one.noun for one in page.items]


def kinds() -> list[tuple[str, str, str]]:
    """Kind, problem and difference of every open break."""
    return sorted((one.kind.value, one.problem.value, str(one.difference)) for one in breaks())


def repair(
    broken: Break, action: RepairAction, against: RepairAgainst | None = None, by: str = "Mara"
) -> Repair:
    """A repair, proposed by one and approved by another."""
    wanted = repairs.Proposal(action, "as agreed", against)
    proposed = repairs.propose(staff_actor(by), broken.id, wanted, command())
    return repairs.decide(staff_actor("Decider"), broken.id, proposed.id, "", approve=True)

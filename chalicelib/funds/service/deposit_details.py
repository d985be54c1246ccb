"""What the review screen shows of a deposit: its money, its fields and files, and who paid."""

from chalicelib.approvals.public import AttachedFile, Details, Fact
from chalicelib.core.actor import Actor
from chalicelib.core.money import Money
from chalicelib.documents import public as documents
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.store import deposits as store


def of_deposit(request_id: str, _actor: Actor) -> Details:
    """How much, at what fee, by which method, with what proof, and what the provider knows."""
    deposit = store.get(request_id)
    return Details(tuple(_facts(deposit)), tuple(_files(deposit)))


def _facts(deposit: Deposit) -> list[Fact]:
    facts = [
        _money("amount", deposit.amount),
        _money("fee", deposit.fee),
        _money("payment", deposit.payment),
        Fact("method", deposit.method_id),
        Fact("stage", deposit.stage.value),
    ]
    if deposit.provider:
        facts.append(Fact("provider", deposit.provider))
    if deposit.psp_reference:
        facts.append(Fact("psp_reference", deposit.psp_reference))
    if deposit.login:
        facts.append(Fact("login", str(deposit.login)))
    if deposit.transfer_id:
        facts.append(Fact("onward_transfer", deposit.transfer_id))
    if deposit.unmatched:
        facts.append(_money("unmatched", deposit.unmatched))
    texts = {key: deposit.values[key] for key in deposit.values if key not in deposit.file_fields}
    facts += [Fact(f"field_{key}", text) for key, text in texts.items()]
    return facts + [Fact(f"psp_{key}", text) for key, text in deposit.payment_facts.items()]


def _files(deposit: Deposit) -> list[AttachedFile]:
    ids = [deposit.values[key] for key in deposit.file_fields if key in deposit.values]
    return [AttachedFile(one, documents.document(one).file_name) for one in ids]


def _money(code: str, amount: Money) -> Fact:
    return Fact(code, f"{amount} {amount.currency}")

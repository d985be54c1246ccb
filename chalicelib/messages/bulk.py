"""What bulk tells: an order for many goes on."""

from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class AccountJobAdvanced(Message):
    """The rows of a job from ``first`` on are next."""

    NAME: ClassVar[str] = "bulk.account_job_advanced"

    job_id: str
    first: int


@dataclass(frozen=True, kw_only=True)
class RequestJobAdvanced(Message):
    """The requests of a job from ``first`` on are decided next."""

    NAME: ClassVar[str] = "bulk.request_job_advanced"

    job_id: str
    first: int

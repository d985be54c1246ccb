"""The nouns of approvals: kinds, flows, requests, their log, and the settings that steer them.

Owns: the types of requests, what decides each type, and the nouns. Refuses: the payload of a
request (its owning capability keeps that under the same id) and every decision (see `rules`).
"""

from chalicelib.approvals.model.clock import (
    BusinessHours,
    Escalation,
    Pause,
    PauseReason,
    Turn,
)
from chalicelib.approvals.model.editing import EditableField, FieldChoice, FieldKind
from chalicelib.approvals.model.flow import Automation, Decision, Flow, Node
from chalicelib.approvals.model.kinds import (
    TYPE_RULES,
    FundingStatus,
    Mode,
    PaymentStatus,
    RequestStatus,
    RequestType,
    TypeRule,
    Verdict,
    WaitsFor,
)
from chalicelib.approvals.model.log import LogCode, LogLine
from chalicelib.approvals.model.request import Link, Request, RequestDraft
from chalicelib.approvals.model.review import AttachedFile, Details, DetailsProvider, Fact

__all__ = [
    "TYPE_RULES",
    "AttachedFile",
    "Automation",
    "BusinessHours",
    "Decision",
    "Details",
    "DetailsProvider",
    "EditableField",
    "Escalation",
    "Fact",
    "FieldChoice",
    "FieldKind",
    "Flow",
    "FundingStatus",
    "Link",
    "LogCode",
    "LogLine",
    "Mode",
    "Node",
    "Pause",
    "PauseReason",
    "PaymentStatus",
    "Request",
    "RequestDraft",
    "RequestStatus",
    "RequestType",
    "Turn",
    "TypeRule",
    "Verdict",
    "WaitsFor",
]

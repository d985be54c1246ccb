"""What the routes of settings take and answer."""

from typing import Annotated, Any, Self

from pydantic import AwareDatetime, Field

from chalicelib.core.clock import whole_milliseconds
from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.settings import rules
from chalicelib.settings.model import Decision, Described, Proposal, SettingVersion
from chalicelib.settings.service.changes import Asked

_Comment = Annotated[str, Field(max_length=1000)]


class SettingForm(Body):
    """A change of a setting; without ``effective_at`` it is in force at once (or once agreed)."""

    value: Any
    effective_at: AwareDatetime | None = None
    comment: _Comment = ""

    def asked(self) -> Asked:
        """The change as the service knows it."""
        at = None if self.effective_at is None else whole_milliseconds(self.effective_at)
        return Asked(self.value, at, self.comment)


class SettingDecisionForm(Body):
    """What the second person says of a waiting change."""

    decision: Decision
    comment: _Comment = ""


class RollbackForm(Body):
    """Which version's value to return to; 0 is the default."""

    version: Annotated[int, Field(ge=0)]
    comment: _Comment = ""


class PersonView(View):
    """A person by id and name."""

    id: str
    name: str


class ProposalView(View):
    """A change that waits for a second person."""

    version: int
    value: Any
    effective_at: Instant | None
    by: PersonView
    at: Instant
    comment: str

    @classmethod
    def of(cls, noun: Proposal) -> Self:
        """See `View.of`."""
        return cls(
            version=noun.number,
            value=noun.value,
            effective_at=noun.effective_at,
            by=PersonView(id=noun.by_id, name=noun.by_name),
            at=noun.at,
            comment=noun.comment,
        )


class ScheduledView(View):
    """An agreed value that will be in force later."""

    version: int
    value: Any
    effective_at: Instant


class SettingView(View):
    """One setting: its type as JSON schema, what is in force, what will be, what waits."""

    key: str
    group: str
    title_code: str
    type: dict[str, Any]
    value: Any
    default: Any
    version: int
    effective_at: Instant | None
    four_eyes: bool
    pending: ProposalView | None
    scheduled: list[ScheduledView]

    @classmethod
    def of(cls, noun: Described) -> Self:
        """See `View.of`."""
        setting, schedule = noun.setting, noun.schedule
        current = rules.in_force(schedule.agreed, noun.at)
        default = rules.default(setting)
        return cls(
            key=setting.key,
            group=setting.group,
            title_code=f"setting.{setting.key}",
            type=rules.schema(setting),
            value=default if current is None else current.value,
            default=default,
            version=0 if current is None else current.number,
            effective_at=None if current is None else current.effective_at,
            four_eyes=setting.four_eyes,
            pending=ProposalView.of(schedule.proposal) if schedule.proposal else None,
            scheduled=[
                ScheduledView(version=one.number, value=one.value, effective_at=one.effective_at)
                for one in sorted(schedule.agreed, key=lambda one: one.effective_at)
                if one.effective_at > noun.at
            ],
        )


class SettingVersionView(View):
    """One line of a setting's history."""

    version: int
    value: Any
    state: str
    effective_at: Instant | None
    comment: str
    by: PersonView
    at: Instant
    decided_by: PersonView | None
    decided_at: Instant | None
    rolls_back_to: int | None

    @classmethod
    def of(cls, noun: SettingVersion) -> Self:
        """See `View.of`."""
        decider = None
        if noun.decided_by_id is not None:
            decider = PersonView(id=noun.decided_by_id, name=noun.decided_by_name or "")
        return cls(
            version=noun.number,
            value=noun.value,
            state=noun.state,
            effective_at=noun.effective_at,
            comment=noun.comment,
            by=PersonView(id=noun.by_id, name=noun.by_name),
            at=noun.at,
            decided_by=decider,
            decided_at=noun.decided_at,
            rolls_back_to=noun.rolls_back_to,
        )


class PasswordRulesView(View):
    """What a new password must have."""

    min_length: int
    upper: bool
    lower: bool
    digit: bool
    symbol: bool


class DeskBrandView(View):
    """What the back office shows before anyone signs in."""

    name: str
    accent: str
    support_email: str
    languages: list[str]
    broker_time_zone: str
    password_rules: PasswordRulesView


class RegistrationStepsView(View):
    """Which newcomers register in steps, and what follows the form then."""

    kinds: list[str]
    identity: bool
    account: bool


class PortalBrandView(DeskBrandView):
    """What the client portal shows before anyone signs in, and which of its parts there are."""

    ib_upgrades: bool

    registration_steps: RegistrationStepsView
    registration: dict[str, Any] = Field(default_factory=dict)
    sign_in_methods: list[str]
    phone_codes: bool = False

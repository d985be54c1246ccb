"""Changing settings: versions, moments, four eyes, rolling back; on a real store."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from pydantic import ValidationError

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Forbidden, Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.settings import public as settings
from chalicelib.settings import store
from chalicelib.settings.model import Decision, Described, VersionState
from chalicelib.settings.rules import SettingInvalid
from chalicelib.settings.service import changes, values
from chalicelib.settings.service.changes import Asked
from chalicelib.storage import audit
from chalicelib.storage.idempotency import AlreadyDone, Command
from chalicelib.storage.table import Range, Table
from tests.settings.examples import ANN, BOB, GROWING, GUARDED, LIMIT, TERMS, Terms

pytestmark = pytest.mark.usefixtures("store", "clock")
_keys = count()


def propose(key: str, value: Any, **asked: Any) -> Described:
    command = Command(f"test#{next(_keys)}")
    return changes.propose(ANN, key, Asked(value, **asked), command)


def published() -> list[str]:
    names = []
    for shard in range(8):
        names += [row["name"] for row in Table("outbox").query(pending(shard), 100)]
    return sorted(names)


def pending(shard: int) -> Range:
    return Range(f"pending#{shard}", "by-pending")


def test_a_setting_nobody_has_changed_has_its_default():
    assert settings.value(LIMIT) == 5
    assert settings.value(TERMS) == Terms(7)


def test_a_change_is_in_force_at_once():
    propose("example.limit", 9)
    assert settings.value(LIMIT) == 9
    assert published() == ["settings.setting_changed"]


def test_values_come_as_their_declared_type():
    propose("example.terms", {"days": 3})
    assert settings.value(TERMS) == Terms(3)


def test_a_change_can_wait_for_its_moment(clock: FixedClock):
    monday = clock.now() + timedelta(days=3)
    propose("example.limit", 9, effective_at=monday)
    assert settings.value(LIMIT) == 5
    assert settings.value(LIMIT, at=monday) == 9
    clock.set(monday)
    assert settings.value(LIMIT) == 9


def test_an_immediate_change_leaves_a_later_one_standing(clock: FixedClock):
    propose("example.limit", 9, effective_at=clock.now() + timedelta(days=1))
    propose("example.limit", 7)
    assert settings.value(LIMIT) == 7
    clock.advance(days=1)
    assert settings.value(LIMIT) == 9


def test_what_was_in_force_can_be_asked_for_any_moment(clock: FixedClock):
    before = clock.now() - timedelta(seconds=1)
    moments = []
    for value in (6, 7, 8):
        propose("example.limit", value)
        moments.append(clock.now())
        clock.advance(hours=1)
    assert [settings.value(LIMIT, at=moment) for moment in moments] == [6, 7, 8]
    assert settings.value(LIMIT, at=before) == 5


def test_a_value_is_told_with_its_version_and_every_version_can_be_read_again():
    assert settings.in_force(TERMS) == settings.InForce(0, Terms(7))
    propose("example.terms", {"days": 3})
    propose("example.terms", {"days": 4})
    assert settings.in_force(TERMS) == settings.InForce(2, Terms(4))
    assert [settings.of_version(TERMS, number) for number in (0, 1, 2)] == [
        Terms(7),
        Terms(3),
        Terms(4),
    ]
    with pytest.raises(NotFound):
        settings.of_version(TERMS, 3)


def test_a_value_that_would_change_the_meaning_of_what_is_kept_is_refused():
    propose("example.growing", 5)
    with pytest.raises(SettingInvalid) as refusal:
        propose("example.growing", 4)
    assert refusal.value.facts["errors"] == [
        {"field": "value", "problem": "meaning_changed", "hint": "it only grows"}
    ]
    with pytest.raises(SettingInvalid):
        changes.roll_back(ANN, GROWING.key, 0, "")
    assert settings.value(GROWING) == 5


def test_another_process_sees_a_change_within_five_seconds(clock: FixedClock):
    assert settings.value(LIMIT) == 5
    ports.transact(ANN, lambda unit: changes._asked_for(unit, LIMIT.key, Asked(9)))
    clock.advance(seconds=4)
    assert settings.value(LIMIT) == 5
    clock.advance(seconds=1)
    assert settings.value(LIMIT) == 9


def test_all_settings_together_are_one_read(clock: FixedClock):
    assert settings.value(LIMIT) == 5
    clock.advance(seconds=1)
    ports.transact(ANN, lambda unit: changes._asked_for(unit, TERMS.key, Asked({"days": 2})))
    assert settings.value(TERMS) == Terms(7)  # remembered from the reading of the other one


def test_a_setting_with_four_eyes_waits_for_somebody_else():
    described = propose("example.guarded", 2, comment="as agreed with Eve")
    assert settings.value(GUARDED) == 1
    assert described.schedule.proposal is not None
    assert described.schedule.proposal.by_name == "Ann"
    assert published() == ["settings.setting_change_proposed"]
    with pytest.raises(Forbidden) as refusal:
        changes.decide(ANN, "example.guarded", Decision.APPROVED, "")
    assert refusal.value.code == "own_change"
    changes.decide(BOB, "example.guarded", Decision.APPROVED, "fine")
    assert settings.value(GUARDED) == 2
    version = store.version("example.guarded", 1)
    assert (version.state, version.by_name, version.decided_by_name) == (
        VersionState.APPROVED,
        "Ann",
        "Bob",
    )


def test_an_agreed_change_is_never_in_force_before_it_was_agreed_to(clock: FixedClock):
    proposed_at = clock.now()
    propose("example.guarded", 2, effective_at=clock.now() + timedelta(hours=1))
    clock.advance(hours=5)
    changes.decide(BOB, "example.guarded", Decision.APPROVED, "")
    assert settings.value(GUARDED, at=proposed_at + timedelta(hours=2)) == 1
    assert settings.value(GUARDED) == 2


def test_a_rejected_change_leaves_everything_as_it_was():
    propose("example.guarded", 2)
    changes.decide(BOB, "example.guarded", Decision.REJECTED, "too much")
    assert settings.value(GUARDED) == 1
    assert store.version("example.guarded", 1).state is VersionState.REJECTED
    propose("example.guarded", 3)
    assert store.schedule("example.guarded").latest == 2


def test_whoever_proposed_a_change_may_take_it_back():
    propose("example.guarded", 2)
    changes.decide(ANN, "example.guarded", Decision.REJECTED, "a mistake")
    assert store.schedule("example.guarded").proposal is None


def test_a_second_change_waits_until_the_first_is_decided():
    propose("example.guarded", 2)
    with pytest.raises(Conflict) as refusal:
        propose("example.guarded", 3)
    assert refusal.value.code == "change_pending"


def test_nothing_can_be_decided_when_nothing_waits():
    with pytest.raises(Conflict) as refusal:
        changes.decide(BOB, "example.guarded", Decision.APPROVED, "")
    assert refusal.value.code == "nothing_pending"


def test_a_change_that_changes_nothing_is_refused():
    with pytest.raises(Conflict) as refusal:
        propose("example.limit", 5)
    assert refusal.value.code == "setting_unchanged"


def test_a_change_into_the_past_is_refused(clock: FixedClock):
    with pytest.raises(Invalid) as refusal:
        propose("example.limit", 9, effective_at=clock.now() - timedelta(days=1))
    assert refusal.value.code == "effective_in_the_past"


def test_a_wrong_value_changes_nothing():
    with pytest.raises(SettingInvalid):
        propose("example.limit", 1000)
    assert settings.value(LIMIT) == 5
    assert published() == []


def test_only_declared_settings_exist():
    with pytest.raises(NotFound):
        propose("example.unheard_of", 1)


def test_rolling_back_makes_a_new_version_of_the_old_value(clock: FixedClock):
    propose("example.limit", 9)
    clock.advance(seconds=1)
    propose("example.limit", 10)
    clock.advance(seconds=1)
    changes.roll_back(ANN, "example.limit", 1, "ten was too much")
    assert settings.value(LIMIT) == 9
    latest = store.version("example.limit", 3)
    assert (latest.value, latest.rolls_back_to) == (9, 1)
    clock.advance(seconds=1)
    changes.roll_back(ANN, "example.limit", 0, "")
    assert settings.value(LIMIT) == 5


def test_rolling_back_a_guarded_setting_needs_four_eyes_too(clock: FixedClock):
    propose("example.guarded", 2)
    changes.decide(BOB, "example.guarded", Decision.APPROVED, "")
    clock.advance(seconds=1)
    changes.roll_back(ANN, "example.guarded", 0, "")
    assert settings.value(GUARDED) == 2
    changes.decide(BOB, "example.guarded", Decision.APPROVED, "")
    assert settings.value(GUARDED) == 1


def test_only_what_was_in_force_can_be_returned_to():
    propose("example.guarded", 2)
    changes.decide(BOB, "example.guarded", Decision.REJECTED, "")
    with pytest.raises(Conflict) as refusal:
        changes.roll_back(ANN, "example.guarded", 1, "")
    assert refusal.value.code == "version_never_agreed"
    with pytest.raises(NotFound):
        changes.roll_back(ANN, "example.guarded", 7, "")


def test_every_change_is_in_the_audit_log_with_before_and_after():
    propose("example.limit", 9, comment="busy season")
    (record,) = audit.of_object("setting", "example.limit", PageRequest()).items
    assert (record.action, record.actor_id) == ("setting_changed", "stf_ann")
    assert record.before == {"value": 5}
    assert record.after == {"value": 9, "version": 1, "comment": "busy season"}


def test_the_history_lists_every_version_newest_first(clock: FixedClock):
    for value in (6, 7, 8):
        propose("example.limit", value)
        clock.advance(seconds=1)
    page = values.history("example.limit", PageRequest(limit=2))
    assert [one.number for one in page.items] == [3, 2]
    rest = values.history("example.limit", PageRequest(limit=2, cursor=page.next_cursor))
    assert [one.number for one in rest.items] == [1]


def test_a_repeated_command_changes_nothing_twice():
    command = Command("staff:ann#PUT#key")
    changes.propose(ANN, "example.limit", Asked(9), command)
    with pytest.raises((AlreadyDone, Conflict)):
        changes.propose(ANN, "example.limit", Asked(9), command)
    assert store.schedule("example.limit").latest == 1


def test_an_installation_is_set_up_without_asking_twice():
    settings.adopt(system("demo"), GUARDED, 4, "set-up")
    assert settings.value(GUARDED) == 4


def test_people_cannot_set_up_past_the_four_eyes():
    with pytest.raises(Forbidden) as refusal:
        settings.adopt(ANN, GUARDED, 4)
    assert refusal.value.code == "system_only"


def test_a_set_up_value_must_fit_as_well():
    with pytest.raises(SettingInvalid):
        settings.adopt(system("demo"), LIMIT, 1000)


def test_a_stored_value_that_no_longer_fits_is_loud():
    propose("example.terms", {"days": 3})
    item = Table("settings").query(Range("SCHEDULES"), 1)[0]
    broken = item | {"agreed": [item["agreed"][0] | {"value": {"days": "three"}}]}
    ports.transact(ANN, lambda unit: unit.change(Table("settings"), item, broken))
    settings.forget()
    with pytest.raises(ValidationError):
        settings.value(TERMS)

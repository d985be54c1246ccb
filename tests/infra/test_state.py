"""The two generations of the laptop's state."""

import json
from pathlib import Path

import pytest

from infra.local.layout import Layout
from infra.local.state import AlreadyRunning, State


def opened(folder: Path) -> State:
    state = State(Layout(state=folder))
    state.open()
    return state


def write(state: State, text: str) -> None:
    (state.layout.working / "fact").write_text(text)


def read(state: State) -> str:
    path = state.layout.working / "fact"
    return path.read_text() if path.exists() else ""


def test_what_was_saved_is_there_at_the_next_start(tmp_path: Path) -> None:
    first = opened(tmp_path)
    write(first, "one")
    first.save()
    first.close()
    assert read(opened(tmp_path)) == "one"


def test_a_run_that_never_saved_leaves_the_last_saved_state(tmp_path: Path) -> None:
    first = opened(tmp_path)
    write(first, "one")
    first.save()
    first.close()
    second = opened(tmp_path)
    write(second, "two")
    second.close()
    third = State(Layout(state=tmp_path))
    lost = third.open()
    assert lost is not None
    assert "as the last clean stop left it" in lost
    assert read(third) == "one"


def test_a_clean_run_says_nothing_of_loss(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.save()
    first.close()
    assert State(Layout(state=tmp_path)).open() is None


def test_a_kill_between_the_two_renames_of_a_save_loses_nothing(tmp_path: Path) -> None:
    first = opened(tmp_path)
    write(first, "one")
    first.save()
    first.close()
    # As a kill right after the saved generation was moved out of the way.
    (tmp_path / "saved").rename(tmp_path / "previous")
    assert read(opened(tmp_path)) == "one"


def test_one_stack_at_a_time_holds_the_folder(tmp_path: Path) -> None:
    first = opened(tmp_path)
    with pytest.raises(AlreadyRunning, match="stop it first"):
        State(Layout(state=tmp_path)).open()
    first.close()
    opened(tmp_path).close()


def test_the_mark_of_the_demonstration_data_is_saved_with_it(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.mark_demo()
    first.close()
    second = opened(tmp_path)
    assert not second.has_saved_demo, "the run that loaded it was never saved"
    second.mark_demo()
    second.save()
    assert second.has_saved_demo


def test_the_marker_names_the_running_process(tmp_path: Path) -> None:
    opened(tmp_path)
    marker = json.loads((tmp_path / "running.json").read_text())
    assert marker["pid"] > 0

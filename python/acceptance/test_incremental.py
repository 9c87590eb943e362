"""Rules 46 to 49: reads that go on from a state."""

import json

import pytest
from connector import Output, configured, file_of, run

FEW_CHECKPOINTS = 3


def keyed(rows: list[dict]) -> set[str]:
    return {json.dumps(row, sort_keys=True) for row in rows}


@pytest.mark.rule(46)
def test_a_second_read_brings_less(first_increment: Output, config: dict, incremental_streams: list[dict]) -> None:
    assert first_increment.of("RECORD") and first_increment.of("STATE")
    catalog = configured(incremental_streams, "incremental")
    second = run("read", config=config, catalog=catalog, state=first_increment.last_states())
    assert second.code == 0
    for stream in incremental_streams:
        name = stream["name"]
        before, now = (keyed(output.records().get(name, [])) for output in (first_increment, second))
        # Nothing is new: what comes again is of the look-back.
        assert now <= before, name
        assert len(now) < len(before), name


@pytest.mark.rule(47)
@pytest.mark.parametrize("name", ["messages", "contacts", "open_events"])
def test_every_checkpoint_goes_on_without_loss(name: str, config: dict, incremental_streams: list[dict]) -> None:
    catalog = configured([stream for stream in incremental_streams if stream["name"] == name], "incremental")
    output = run("read", config=config, catalog=catalog)
    states = output.states()
    assert sum(state["sourceStats"]["recordCount"] for state in states) == len(output.of("RECORD"))
    for state, rest in checkpoints(output)[:FEW_CHECKPOINTS]:
        resumed = run("read", config=config, catalog=catalog, state=[state])
        assert keyed(rest) <= keyed(resumed.records().get(name, []))


def checkpoints(output: Output) -> list[tuple[dict, list[dict]]]:
    """Each STATE with the rows that came after it."""
    found = []
    for index, message in enumerate(output.messages):
        if message["type"] == "STATE":
            later = [one["record"]["data"] for one in output.messages[index:] if one["type"] == "RECORD"]
            found.append((message["state"], later))
    return found


@pytest.mark.rule(48)
def test_a_state_in_the_far_future_is_survived(config: dict, incremental_streams: list[dict]) -> None:
    """Airbyte asks for no record: here such a state is brought back to now, and the look-back is read."""
    future = file_of("integration_tests/abnormal_state.json")
    catalog = configured(incremental_streams, "incremental")
    output = run("read", config={**config, "lookback_days": 0}, catalog=catalog, state=future)
    assert output.code == 0
    assert {state["stream"]["stream_descriptor"]["name"] for state in output.states()} == {
        stream["name"] for stream in incremental_streams
    }
    assert all("2999" not in json.dumps(state) for state in output.states())


@pytest.mark.rule(49)
def test_every_incremental_stream_has_a_cursor(incremental_streams: list[dict]) -> None:
    assert all(stream.get("default_cursor_field") for stream in incremental_streams)

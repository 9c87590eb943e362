"""Rules 35 to 45, and 54: what a read says."""

import re
from datetime import datetime

import jsonschema
import jsonschema.protocols
import pytest
from connector import Output, configured, run

TIMESTAMP = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def strict_integer(_: object, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def validator(schema: dict) -> jsonschema.protocols.Validator:
    """Takes 1.0 for no integer, and looks at the format of timestamps."""
    checker = jsonschema.FormatChecker(formats=())

    @checker.checks("date-time")
    def is_timestamp(value: object) -> bool:
        return not isinstance(value, str) or bool(TIMESTAMP.match(value) and datetime.fromisoformat(value))

    types = jsonschema.Draft7Validator.TYPE_CHECKER.redefine("integer", strict_integer)
    strict = jsonschema.validators.extend(jsonschema.Draft7Validator, type_checker=types)
    return strict(schema, format_checker=checker)


@pytest.mark.rule(35)
def test_every_stream_has_records(basic_read: Output, streams: list[dict]) -> None:
    assert {name for name, rows in basic_read.records().items() if rows} == {stream["name"] for stream in streams}


@pytest.mark.rule(36)
def test_records_fit_their_schema(basic_read: Output, streams: list[dict]) -> None:
    validators = {stream["name"]: validator(stream["json_schema"]) for stream in streams}
    for name, rows in basic_read.records().items():
        for row in rows:
            validators[name].validate(row)


@pytest.mark.rule(37, 38)
def test_records_have_the_columns_that_are_declared(basic_read: Output, streams: list[dict]) -> None:
    columns = {stream["name"]: set(stream["json_schema"]["properties"]) for stream in streams}
    for name, rows in basic_read.records().items():
        for row in rows:
            assert set(row) <= columns[name], name
            assert set(row), name


@pytest.mark.rule(39)
def test_keys_are_plain_and_there(basic_read: Output, streams: list[dict]) -> None:
    keys = {stream["name"]: [column for (column,) in stream["source_defined_primary_key"]] for stream in streams}
    for name, rows in basic_read.records().items():
        for row in rows:
            parts = [row.get(column) for column in keys[name]]
            assert not any(isinstance(part, (dict, list)) for part in parts), name
            assert any(part is not None for part in parts), name


@pytest.mark.rule(41)
def test_a_second_full_read_brings_the_same_keys(basic_read: Output, config: dict, streams: list[dict]) -> None:
    few = [stream for stream in streams if stream["name"] in ("contacts", "message_states", "senders")]
    again = run("read", config=config, catalog=configured(few)).records()
    for name in again:
        assert {row["ID"] for row in again[name]} == {row["ID"] for row in basic_read.records()[name]}


@pytest.mark.rule(42)
def test_statuses_come_in_order(basic_read: Output, streams: list[dict]) -> None:
    said: dict[str, list[str]] = {}
    for trace in basic_read.traces("STREAM_STATUS"):
        status = trace["stream_status"]
        said.setdefault(status["stream_descriptor"]["name"], []).append(status["status"])
    assert set(said) == {stream["name"] for stream in streams}
    for name, (first, *between, last) in said.items():
        assert (first, set(between), last) == ("STARTED", {"RUNNING"}, "COMPLETE"), name


@pytest.mark.rule(43)
def test_every_stream_says_its_state(basic_read: Output, streams: list[dict]) -> None:
    counted: dict[str, int] = {}
    for state in basic_read.states():
        assert state["type"] == "STREAM"
        name = state["stream"]["stream_descriptor"]["name"]
        counted[name] = counted.get(name, 0) + int(state["sourceStats"]["recordCount"])
    assert counted == {name: len(rows) for name, rows in basic_read.records().items()}
    assert set(counted) == {stream["name"] for stream in streams}


@pytest.mark.rule(44)
def test_an_unknown_stream_is_an_error(config: dict, streams: list[dict]) -> None:
    unknown = {**streams[0], "name": "a_stream_that_does_not_exist"}
    catalog = {"streams": [{"stream": unknown, "sync_mode": "INVALID", "destination_sync_mode": "INVALID"}]}
    output = run("read", config=config, catalog=catalog)
    assert output.code != 0
    assert output.traces("ERROR")


@pytest.mark.rule(45)
def test_full_reads_one_after_another_have_their_own_times(config: dict, streams: list[dict]) -> None:
    catalog = configured([stream for stream in streams if stream["name"] in ("contacts", "sent_campaigns")])
    first, second = [run("read", config=config, catalog=catalog) for _ in range(2)]
    times = [[message["record"]["emitted_at"] for message in output.of("RECORD")] for output in (first, second)]
    assert max(times[0]) < min(times[1])
    assert first.records() == second.records()


@pytest.mark.rule(54)
def test_a_full_read_of_everything_has_no_error(basic_read: Output) -> None:
    assert basic_read.code == 0
    assert basic_read.of("RECORD")
    assert not basic_read.traces("ERROR")

"""Rules 24 to 34: discover."""

import jsonschema
import pytest
from connector import Output, file_of


@pytest.mark.rule(24)
def test_one_catalog_with_distinct_streams(discovered: Output, streams: list[dict]) -> None:
    assert (discovered.code, len(discovered.of("CATALOG"))) == (0, 1)
    names = [stream["name"] for stream in streams]
    assert names and len(names) == len(set(names))


@pytest.mark.rule(25)
def test_schemas_are_valid(streams: list[dict]) -> None:
    for stream in streams:
        jsonschema.Draft7Validator.check_schema(stream["json_schema"])


@pytest.mark.rule(26)
def test_cursors_are_columns(streams: list[dict]) -> None:
    for stream in streams:
        for column in stream.get("default_cursor_field", []):
            assert column in stream["json_schema"]["properties"], stream["name"]


@pytest.mark.rule(27, 28, 34)
def test_every_stream_has_a_key_of_plain_columns(streams: list[dict]) -> None:
    for stream in streams:
        assert stream["source_defined_primary_key"], stream["name"]
        for (column,) in stream["source_defined_primary_key"]:
            assert not {"object", "array"} & set(stream["json_schema"]["properties"][column]["type"]), stream["name"]


@pytest.mark.rule(29)
def test_forbidden_keywords_are_absent(streams: list[dict]) -> None:
    def keywords(schema: object) -> set[str]:
        if not isinstance(schema, dict):
            return set()
        inner = [schema.get("items"), *schema.get("properties", {}).values()]
        return set(schema).union(*[keywords(one) for one in inner])

    for stream in streams:
        assert not keywords(stream["json_schema"]) & {"$ref", "allOf", "not"}, stream["name"]


@pytest.mark.rule(30)
def test_every_stream_has_a_mode(streams: list[dict]) -> None:
    assert all(stream["supported_sync_modes"] for stream in streams)


@pytest.mark.rule(31)
def test_other_columns_are_allowed(streams: list[dict]) -> None:
    for stream in streams:
        assert stream["json_schema"].get("additionalProperties", True) is True, stream["name"]


@pytest.mark.rule(32)
def test_the_streams_of_the_last_version_still_are(streams: list[dict]) -> None:
    now = {stream["name"]: stream for stream in streams}
    for before in file_of("integration_tests/0.2.0/catalog.json")["streams"]:
        stream = now[before["name"]]
        assert stream.get("default_cursor_field") == before.get("default_cursor_field"), stream["name"]
        columns = stream["json_schema"]["properties"]
        for name, column in before["json_schema"]["properties"].items():
            assert set(columns[name]["type"]) >= set(column["type"]), f"{stream['name']}.{name}"
            assert set(columns[name]["type"]) - set(column["type"]) <= {"null"}, f"{stream['name']}.{name}"
            assert columns[name].get("format") == column.get("format"), f"{stream['name']}.{name}"

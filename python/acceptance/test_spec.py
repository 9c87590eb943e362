"""Rules 1 to 19: the spec, and the image's labels."""

import json
import random
import re
from typing import Iterator

import jsonschema
import pytest
from connector import ROOT, Output, file_of

SECRETS = (
    "client_token access_token api_token token secret client_secret password key service_account_info service_account "
    "tenant_id certificate jwt credentials app_id appid refresh_token"
).split()
FORBIDDEN = (
    "not anyOf patternProperties prefixItems allOf if then else dependentSchemas dependentRequired dependencies"
).split()
CONFIGURATIONS = 100


def schemas(schema: dict, name: str = "") -> Iterator[tuple[str, dict]]:
    """The schema and all that are inside of it, each with the name of its property."""
    yield name, schema
    for child, inner in schema.get("properties", {}).items():
        yield from schemas(inner, child)
    for option in schema.get("oneOf", []):
        yield from schemas(option, name)
    if isinstance(schema.get("items"), dict):
        yield from schemas(schema["items"], name)


@pytest.mark.rule(1)
def test_spec_prints_one_spec(spec: Output) -> None:
    assert (spec.code, len(spec.of("SPEC"))) == (0, 1)


@pytest.mark.rule(2)
def test_the_configuration_fits_the_spec(connection_spec: dict, config: dict) -> None:
    jsonschema.Draft7Validator.check_schema(connection_spec)
    jsonschema.validate(config, connection_spec)


@pytest.mark.rule(3)
def test_spec_is_spec_json(spec: Output) -> None:
    assert spec.of("SPEC")[0]["spec"] == file_of("spec.json")


@pytest.mark.rule(4)
def test_enum_values_are_distinct(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        assert len(schema.get("enum", [])) == len(set(schema.get("enum", []))), name


@pytest.mark.rule(5)
def test_options_share_one_constant(connection_spec: dict) -> None:
    choices = [schema for _, schema in schemas(connection_spec) if "oneOf" in schema]
    assert choices
    for schema in choices:
        assert schema["type"] == "object"
        constants = [
            {name: inner["const"] for name, inner in option["properties"].items() if "const" in inner}
            for option in schema["oneOf"]
        ]
        shared = set.intersection(*[set(names) for names in constants])
        assert len(shared) == 1
        (name,) = shared
        assert len({constant[name] for constant in constants}) == len(constants)
        for option in schema["oneOf"]:
            field = option["properties"][name]
            assert field.get("default", field["const"]) == field["const"]
            assert field.get("enum", [field["const"]]) == [field["const"]]


@pytest.mark.rule(6)
def test_secrets_are_marked(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        is_scalar = schema.get("type") in ("string", "number", "integer") and "const" not in schema
        if name in SECRETS and is_scalar:
            assert schema.get("airbyte_secret") is True, name
        if schema.get("airbyte_secret"):
            assert is_scalar, name
    assert connection_spec["properties"]["api_key"]["airbyte_secret"] is True
    assert connection_spec["properties"]["api_secret"]["airbyte_secret"] is True


@pytest.mark.rule(7)
def test_types_are_single_or_nullable(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        kind = schema.get("type", "object")
        assert isinstance(kind, str) or (len(kind) == 2 and kind[1] == "null"), name


@pytest.mark.rule(8)
def test_no_object_is_empty(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        if schema.get("type") == "object" and "oneOf" not in schema:
            assert schema.get("properties"), name


@pytest.mark.rule(9)
def test_items_are_of_one_kind(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        if schema.get("type") == "array":
            assert isinstance(schema["items"], dict), name
            assert "enum" in schema["items"] or schema["items"]["type"] in ("object", "string", "number", "integer")


@pytest.mark.rule(10)
def test_forbidden_keywords_are_absent(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        assert not set(schema) & set(FORBIDDEN), name


@pytest.mark.rule(11)
def test_there_are_no_references(connection_spec: dict) -> None:
    assert "$ref" not in str(connection_spec)


@pytest.mark.rule(12)
def test_date_formats_have_patterns(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        if schema.get("format") in ("date", "date-time"):
            assert "pattern" in schema, name


@pytest.mark.rule(13)
def test_no_order_comes_twice_in_a_group(connection_spec: dict) -> None:
    places = [(field.get("group"), field.get("order")) for field in connection_spec["properties"].values()]
    assert len(places) == len(set(places))
    for _, schema in schemas(connection_spec):
        for option in schema.get("oneOf", []):
            orders = [field["order"] for field in option["properties"].values() if "order" in field]
            assert len(orders) == len(set(orders))


@pytest.mark.rule(14)
def test_groups_are_on_the_top_level_only(connection_spec: dict) -> None:
    top = connection_spec["properties"].values()
    for name, schema in schemas(connection_spec):
        assert "group" not in schema or any(schema is field for field in top), name


@pytest.mark.rule(15)
def test_display_types_belong_to_options(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        if "display_type" in schema:
            assert "oneOf" in schema and schema["display_type"] in ("dropdown", "radio"), name


@pytest.mark.rule(17)
def test_additional_properties_are_allowed(connection_spec: dict) -> None:
    for name, schema in schemas(connection_spec):
        assert schema.get("additionalProperties", True) is True, name


@pytest.mark.rule(18)
def test_the_spec_of_the_last_version_still_fits(connection_spec: dict) -> None:
    old = file_of("integration_tests/0.2.0/spec.json")["connectionSpecification"]
    assert set(connection_spec["required"]) <= set(old["required"])
    for name, before in old["properties"].items():
        now = connection_spec["properties"][name]
        assert now.get("type") == before.get("type"), name
        assert "enum" not in now or "enum" in before, name
        assert set(before.get("enum", [])) <= set(now.get("enum", before.get("enum", []))), name
        items = (before.get("items", {}).get("enum", []), now.get("items", {}).get("enum", []))
        assert set(items[0]) <= set(items[1]), name
        if "default" in before:
            jsonschema.validate(before["default"], now)


def names_no_campaign(config: dict) -> bool:
    """The one choice of 0.2.0 that the form refuses now. A sync that has it goes on: the connector takes it, and warns."""
    chosen = config.get("filter", {})
    return chosen.get("filter_type") == "campaigns_and_event_dates" and not chosen.get("campaigns")


@pytest.mark.rule(18)
def test_configurations_of_the_last_version_still_fit(connection_spec: dict) -> None:
    old = file_of("integration_tests/0.2.0/spec.json")["connectionSpecification"]
    drawn = [value_of(old, random.Random(seed)) for seed in range(CONFIGURATIONS)]
    assert len({json.dumps(config, sort_keys=True) for config in drawn}) > CONFIGURATIONS / 2
    fitting = [config for config in drawn if not names_no_campaign(config)]
    assert len(fitting) > CONFIGURATIONS / 2
    for config in drawn:
        jsonschema.validate(config, old)
    for config in fitting:
        jsonschema.validate(config, connection_spec)


def value_of(schema: dict, draw: random.Random) -> object:
    """A value that fits the schema; what is not required is there by chance."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return draw.choice(schema["enum"])
    if "oneOf" in schema:
        return value_of(draw.choice(schema["oneOf"]), draw)
    if schema["type"] == "boolean":
        return draw.random() < 0.5
    if schema["type"] == "integer":
        return draw.randint(schema.get("minimum", 1), min(schema.get("maximum", 100), schema.get("minimum", 1) + 100))
    if schema["type"] == "string":
        return "2026-01-31T10:00:00Z" if "pattern" in schema else "0123456789abcdef"
    if schema["type"] == "array":
        values = [value_of(schema["items"], draw) for _ in range(draw.randint(schema.get("minItems", 0), 3))]
        return list(dict.fromkeys(values))
    fields = schema["properties"].items()
    needed = schema.get("required", [])
    return {name: value_of(field, draw) for name, field in fields if name in needed or draw.random() < 0.5}


@pytest.mark.rule(19)
def test_the_image_says_its_name_and_version(metadata: dict) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"io.airbyte.name={metadata['dockerRepository']}" in dockerfile
    assert f"io.airbyte.version={metadata['dockerImageTag']}" in dockerfile
    (entry,) = re.findall(r'^ENTRYPOINT \["(.*)"\]$', dockerfile, re.MULTILINE)
    assert f"AIRBYTE_ENTRYPOINT={entry}" in dockerfile

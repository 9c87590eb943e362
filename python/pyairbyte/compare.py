"""Holds the loaded tables against the account: called by scripts/pyairbyte/load.ts with one JSON argument.

The argument names a file, {"job": …}, with {"target", "streams": {name: {"rows": file of JSON lines, "columns": schema's properties, "key": [columns]}}}.
Prints one JSON line: by stream, the rows in the table, and the differences in words. Every column of every row is compared,
64-bit integers and decimals exactly; the key of no row may come twice.
"""

import json
import sys
from collections import Counter
from datetime import datetime, timezone
from decimal import Decimal

import sqlalchemy
from caches import engine_of

# PyAirbyte keeps decimals with so many places.
PLACES = Decimal("0.000000001")
SHOWN = 3


def main(job: dict) -> None:
    engine = engine_of(job["target"])
    schema = job["target"]["schema"]
    found = {name: compared(engine, schema, name, stream) for name, stream in job["streams"].items()}
    print(json.dumps(found))


def compared(engine: sqlalchemy.Engine, schema: str, name: str, stream: dict) -> dict:
    columns = stream["columns"]
    with open(stream["rows"], encoding="utf-8") as lines:
        wanted = Counter(wanted_row(json.loads(line, parse_float=Decimal), columns) for line in lines)
    with engine.connect() as connection:
        names = ", ".join(f'"{column.lower()}"' for column in columns)
        rows = connection.execute(sqlalchemy.text(f'SELECT {names} FROM "{schema}"."{name}"')).fetchall()
    had = Counter(tuple(loaded_value(value, columns[column]) for value, column in zip(row, columns)) for row in rows)
    keys = Counter(tuple(row[list(columns).index(part)] for part in stream["key"]) for row in had.elements())
    return {
        "rows": len(rows),
        "differences": [
            *differences("missing", wanted - had, columns),
            *differences("not of the account", had - wanted, columns),
            *[f"the key {key} comes {times} times" for key, times in keys.items() if times > 1][:SHOWN],
        ],
    }


def differences(what: str, rows: Counter, columns: dict) -> list[str]:
    total = sum(rows.values())
    shown = [dict(zip(columns, row)) for row in list(rows)[:SHOWN]]
    return [f"{total} rows {what}, e.g. {shown}"] if total else []


def wanted_row(row: dict, columns: dict) -> tuple:
    return tuple(plain(row.get(column), schema) for column, schema in columns.items())


def loaded_value(value: object, schema: dict) -> object:
    """What a driver gives for a column; JSON columns come as text from one and parsed from the other."""
    if value is not None and kind_of(schema) == "json" and isinstance(value, str):
        return plain(json.loads(value, parse_float=Decimal), schema)
    return plain(value, schema)


def plain(value: object, schema: dict) -> object:
    """The value in a form that can be compared and counted; a value of another type stays another."""
    if value is None:
        return None
    kind = kind_of(schema)
    if kind == "json":
        return json.dumps(inside_json(value), sort_keys=True)
    if kind == "number" and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value).quantize(PLACES)
    if kind == "time":
        return instant(value)
    # Python takes True for 1: a boolean where none belongs is told apart.
    return f"boolean {value}" if isinstance(value, bool) != (kind == "boolean") else value


def inside_json(value: object) -> object:
    """Inside of JSON columns PyAirbyte makes doubles of what is no 64-bit integer: those are compared by 15 digits."""
    if isinstance(value, dict):
        return {name: inside_json(member) for name, member in value.items()}
    if isinstance(value, list):
        return [inside_json(member) for member in value]
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return value
    return value if isinstance(value, int) and abs(value) < 2**63 else f"about {float(value):.14e}"


def instant(value: object) -> object:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        return value
    return moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment.astimezone(timezone.utc)


def kind_of(schema: dict) -> str:
    types = [one for one in schema["type"] if one != "null"]
    if len(types) > 1:
        return "text"
    if types[0] in ("object", "array"):
        return "json"
    return "time" if schema.get("format") == "date-time" else types[0]


if __name__ == "__main__":
    with open(json.loads(sys.argv[1])["job"], encoding="utf-8") as given:
        main(json.load(given))

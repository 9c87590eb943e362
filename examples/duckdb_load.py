"""Puts the rows of reads into a DuckDB file, one table for each stream: duckdb_load.py out.jsonl … mailjet.duckdb

What was loaded before stays, in raw.records. Of the rows with one primary key the one of the latest read is in the table.
"""

import json
import sys
from pathlib import Path

import duckdb

if len(sys.argv) < 3:
    sys.exit("Usage: duckdb_load.py out.jsonl … mailjet.duckdb")
*outputs, database = sys.argv[1:]
catalog = json.loads((Path(__file__).parents[1] / "catalog.json").read_text())
keys = {one["name"]: [column for [column] in one["source_defined_primary_key"]] for one in catalog["streams"]}

db = duckdb.connect(database)
db.execute("CREATE SCHEMA IF NOT EXISTS raw")
db.execute("CREATE TABLE IF NOT EXISTS raw.records (stream VARCHAR, data JSON, emitted_at BIGINT)")
for output in outputs:
    db.execute(
        """INSERT INTO raw.records
        SELECT json->>'$.record.stream', json->'$.record.data', CAST(json->'$.record.emitted_at' AS BIGINT)
        FROM read_ndjson_objects(?, maximum_object_size = 100000000) WHERE json->>'$.type' = 'RECORD'""",
        [output],
    )
# The columns of a table and their types are those of its rows.
streams = db.sql("SELECT stream, json_group_structure(data) FROM raw.records GROUP BY 1 ORDER BY 1").fetchall()
for stream, columns in streams:
    key = ", ".join(f"data->>'$.{column}'" for column in keys[stream])
    latest = f"SELECT data FROM raw.records WHERE stream = ? QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY emitted_at DESC, rowid DESC) = 1"
    db.execute(f'CREATE OR REPLACE TABLE "{stream}" AS SELECT unnest(from_json(data, ?)) FROM ({latest})', [columns, stream])
    [[rows]] = db.sql(f'SELECT count(*) FROM "{stream}"').fetchall()
    print(f"{rows:>9} {stream}")

"""Puts the rows of a read into a DuckDB file, one table for each stream: duckdb_load.py out.jsonl mailjet.duckdb"""

import sys

import duckdb

messages, database = sys.argv[1:]
db = duckdb.connect(database)
db.execute(
    """CREATE TEMP TABLE records AS SELECT json->>'$.record.stream' AS stream, json->'$.record.data' AS data
    FROM read_ndjson_objects(?, maximum_object_size = 100000000) WHERE json->>'$.type' = 'RECORD'""",
    [messages],
)
# The columns of a table and their types are those of its rows.
streams = db.sql("SELECT stream, json_group_structure(data), count(*) FROM records GROUP BY 1 ORDER BY 1").fetchall()
for stream, columns, rows in streams:
    select = "SELECT unnest(from_json(data, ?)) FROM records WHERE stream = ?"
    db.execute(f'CREATE OR REPLACE TABLE "{stream}" AS {select}', [columns, stream])
    print(f"{rows:>9} {stream}")

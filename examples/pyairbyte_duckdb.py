"""Loads a Mailjet account into a DuckDB file by PyAirbyte; each run brings what is new, and merges it by primary key."""

import os

import airbyte as ab
from airbyte.caches import DuckDBCache

source = ab.get_source(
    "source-mailjet",
    config={"api_key": os.environ["MAILJET_API_KEY"], "api_secret": os.environ["MAILJET_API_SECRET"]},
    local_executable=os.environ.get("SOURCE_MAILJET", "dist/source-mailjet.cjs"),
    streams=["contacts", "messages", "open_events", "sent_campaigns"],
)
source.check()
# The file may not be called as the schema: DuckDB would take the one for the other.
source.read(cache=DuckDBCache(db_path=os.environ.get("DUCKDB_FILE", "warehouse.duckdb"), schema_name="mailjet"))

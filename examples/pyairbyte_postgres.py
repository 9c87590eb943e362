"""Loads a Mailjet account into PostgreSQL by PyAirbyte; DATABASE_URL names the database."""

import os
from urllib.parse import unquote, urlsplit

import airbyte as ab
from airbyte.caches import PostgresCache

database = urlsplit(os.environ["DATABASE_URL"])
source = ab.get_source(
    "source-mailjet",
    config={"api_key": os.environ["MAILJET_API_KEY"], "api_secret": os.environ["MAILJET_API_SECRET"]},
    local_executable=os.environ.get("SOURCE_MAILJET", "dist/source-mailjet.cjs"),
    streams=["contacts", "messages", "open_events", "sent_campaigns"],
)
source.check()
source.read(
    cache=PostgresCache(
        host=database.hostname,
        port=database.port or 5432,
        username=unquote(database.username or "postgres"),
        password=unquote(database.password or ""),
        database=database.path.lstrip("/"),
        schema_name="mailjet",
    )
)

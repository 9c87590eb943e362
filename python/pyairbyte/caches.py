"""Where PyAirbyte loads to. Used by the other files of this folder.

A target is a dictionary: {"kind": "duckdb", "path": …, "schema": …} or {"kind": "postgres", "url": …, "schema": …}.
"""

from urllib.parse import unquote, urlsplit

import sqlalchemy
from airbyte.caches import DuckDBCache, PostgresCache


def cache_of(target: dict, cache_dir: str):
    """PyAirbyte's cache for a target; its own files go to cache_dir."""
    if target["kind"] == "duckdb":
        return DuckDBCache(db_path=target["path"], schema_name=target["schema"], cache_dir=cache_dir)
    url = urlsplit(target["url"])
    return PostgresCache(
        host=url.hostname,
        port=url.port or 5432,
        username=unquote(url.username or "postgres"),
        password=unquote(url.password or ""),
        database=url.path.lstrip("/"),
        schema_name=target["schema"],
        cache_dir=cache_dir,
    )


def engine_of(target: dict) -> sqlalchemy.Engine:
    """A connection pool to read what was loaded."""
    if target["kind"] == "duckdb":
        return sqlalchemy.create_engine(f"duckdb:///{target['path']}")
    url = target["url"].replace("postgres://", "postgresql://", 1)
    return sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg2://", 1))

"""Runs the queries of docs/analytics.md: `analytics.py DATABASE SCHEMA PAGE [NOW]`. Called by scripts/analytics/check.ts.

DATABASE is a PostgreSQL URL or a DuckDB file. NOW, an instant such as 2026-01-31T10:00:00Z, takes the place of
CURRENT_TIMESTAMP in the queries. Prints one JSON line for each question: its heading, and the rows as lists of texts;
numbers with a fraction have one digit behind the point.
"""

import json
import re
import sys
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal

import duckdb
import psycopg
from psycopg import sql

QUESTION = re.compile(r"^## (.+?)$|^```sql$(.*?)^```$", re.MULTILINE | re.DOTALL)
CLOCK = "CURRENT_TIMESTAMP"


def main(database: str, schema: str, page: str, now: str | None = None) -> None:
    """Asks all questions, in the order of the page."""
    clock = CLOCK if now is None else f"TIMESTAMPTZ '{datetime.fromisoformat(now).isoformat()}'"
    with open(page, encoding="utf-8") as text:
        questions = questions_of(text.read())
    with closing(connected(database, schema)) as connection:
        for heading, query in questions:
            rows = connection.execute(query.replace(CLOCK, clock)).fetchall()
            print(json.dumps({"question": heading, "rows": [[plain(value) for value in row] for row in rows]}))


def questions_of(page: str) -> list[tuple[str, str]]:
    """The headings with their SQL. Each block of SQL must have a heading of its own."""
    questions: dict[str, str] = {}
    heading = None
    for title, query in QUESTION.findall(page):
        if title:
            heading = title
        elif heading is None or heading in questions:
            raise ValueError(f"A second block of SQL, or one without a heading, at '{heading}'")
        else:
            questions[heading] = query
    return list(questions.items())


def connected(database: str, schema: str) -> "duckdb.DuckDBPyConnection | psycopg.Connection":
    """A connection that can only read, and finds the tables in the schema."""
    if not database.startswith(("postgres://", "postgresql://")):
        file = duckdb.connect(database, read_only=True)
        file.execute(f"SET schema = '{schema}'")
        return file
    server = psycopg.connect(database)
    server.read_only = True
    server.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
    return server


def plain(value: object) -> str | None:
    """The same text for the same value, whichever database it comes from."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) or (isinstance(value, Decimal) and value.as_tuple().exponent):
        return f"{value:.1f}"
    return str(int(value)) if isinstance(value, Decimal) else str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])

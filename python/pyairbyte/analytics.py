"""Runs the queries of docs/analytics.md: called by scripts/pyairbyte/analytics.ts with {"target", "now", "page"} as JSON.

Prints one JSON line: by heading, the rows, each a list of texts; numbers with a fraction have one digit behind the point.
"""

import json
import re
import sys
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy
from caches import engine_of

QUESTION = re.compile(r"^## (.+?)$.*?^```sql$(.*?)^```$", re.MULTILINE | re.DOTALL)


def main(job: dict) -> None:
    with open(job["page"], encoding="utf-8") as page:
        questions = QUESTION.findall(page.read())
    now = f"TIMESTAMPTZ '{job['now']}'"
    schema = job["target"]["schema"]
    path = {"duckdb": f"SET schema = '{schema}'", "postgres": f'SET search_path TO "{schema}"'}[job["target"]["kind"]]
    with engine_of(job["target"]).connect() as connection:
        connection.execute(sqlalchemy.text(path))
        answers = {
            heading: [[plain(value) for value in row] for row in connection.execute(at(query, now))]
            for heading, query in questions
        }
    print(json.dumps(answers))


def at(query: str, now: str) -> sqlalchemy.TextClause:
    return sqlalchemy.text(query.replace("CURRENT_TIMESTAMP", now).replace(":", "\\:"))


def plain(value: object) -> str | None:
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
    main(json.loads(sys.argv[1]))

"""Counts the rows of loaded tables: called by scripts/examples/trials.ts with {"target", "streams"} as JSON."""

import json
import sys

import sqlalchemy
from caches import engine_of


def main(job: dict) -> None:
    schema = job["target"]["schema"]
    with engine_of(job["target"]).connect() as connection:
        query = 'SELECT count(*) FROM "{}"."{}"'
        print(
            json.dumps(
                {
                    name: connection.execute(sqlalchemy.text(query.format(schema, name))).scalar_one()
                    for name in job["streams"]
                }
            )
        )


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))

"""Makes and drops a PostgreSQL database: `database.py create|drop SERVER_URL NAME`. Called by scripts/pyairbyte/target.ts."""

import sys

import psycopg
from psycopg import sql

STATEMENTS = {
    "create": "CREATE DATABASE {}",
    "drop": "DROP DATABASE IF EXISTS {} WITH (FORCE)",
}


def main(action: str, server: str, name: str) -> int:
    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            connection.execute(sql.SQL(STATEMENTS[action]).format(sql.Identifier(name)))
    except psycopg.OperationalError as error:
        print(f"No PostgreSQL server answers at DATABASE_URL: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

/** The databases that PyAirbyte loads into: a DuckDB file, and a PostgreSQL database of its own. */
import { join } from "node:path";
import { run } from "../python/venv.ts";

/** As the Python files take it. */
export type Target =
  | { readonly kind: "duckdb"; readonly path: string; readonly schema: string }
  | { readonly kind: "postgres"; readonly url: string; readonly schema: string };

const SCHEMA = "mailjet";
const DEFAULT_URL = "postgresql://postgres@127.0.0.1:5432/postgres";
const DATABASES = "python/pyairbyte/database.py";

export interface Database {
  readonly target: Target;
  drop(): Promise<void>;
}

/** The file has another name than the schema: DuckDB takes the one for the other otherwise. */
export function duckDb(folder: string): Target {
  return { kind: "duckdb", path: join(folder, "warehouse.duckdb"), schema: SCHEMA };
}

/**
 * A new database on the server that `DATABASE_URL` names, by default on loopback.
 * @returns undefined where no server answers.
 */
export async function postgres(python: string): Promise<Database | undefined> {
  const server = process.env.DATABASE_URL ?? DEFAULT_URL;
  const name = `source_mailjet_${process.pid}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  try {
    await run(python, [DATABASES, "create", server, name]);
  } catch {
    return undefined;
  }
  return {
    target: { kind: "postgres", url: url.href, schema: SCHEMA },
    drop: () => run(python, [DATABASES, "drop", server, name]),
  };
}

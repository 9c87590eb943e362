/** Prints rows and answers as the API does. */
import type { Resource } from "./declaration.ts";
import { arrayText, jsonText, objectText, type Value } from "./json.ts";
import { flagParam, type Params } from "./parameters.ts";
import type { Row } from "./table.ts";

/** How one column is printed: its name with all that surrounds the value, and the value. */
interface Printer {
  readonly name: string;
  readonly lead: string;
  readonly text: (value: Value) => string;
}

/** Makes the function that prints a row of the resource as on the wire, for one query. */
export function rowPrinter(declaration: Resource, params: Params): (row: Row) => string {
  const masks = new Map<string, string>();
  for (const [column, mask] of Object.entries(declaration.masked ?? {})) {
    const { unless, empty } = typeof mask === "string" ? { unless: mask, empty: "" } : mask;
    if (flagParam(params, unless) !== true) masks.set(column, jsonText(empty));
  }
  const printed = Object.keys(declaration.columns).filter((column) => declaration.unprinted?.includes(column) !== true);
  return printer(printed, (column) => {
    const mask = masks.get(column);
    return mask === undefined ? jsonText : () => mask;
  });
}

/**
 * Makes the function that prints a row as it must arrive in a warehouse: nothing masked, no date as null, each date
 * with its zone, and everything else to the letter as on the wire. Some columns can be printed in a way of their own.
 */
export function recordPrinter(
  { columns }: Pick<Resource, "columns">,
  special: Readonly<Record<string, Printer["text"]>> = {},
): (row: Row) => string {
  return printer(
    Object.keys(columns),
    (column) => special[column] ?? (columns[column] === "date" ? rightDate : jsonText),
  );
}

function printer(names: readonly string[], textOf: (column: string) => Printer["text"]): (row: Row) => string {
  const columns = names.map(
    (name, index): Printer => ({ name, lead: `${index === 0 ? "{" : ","} "${name}" : `, text: textOf(name) }),
  );
  return (row) => {
    const pieces: string[] = [];
    for (const { name, lead, text } of columns) pieces.push(lead, text(row[name] ?? null));
    return `${pieces.join("")} }`;
  };
}

function rightDate(value: Value): string {
  if (value === "" || typeof value !== "string") return "null";
  return value.endsWith("Z") ? `"${value}"` : `"${value}Z"`;
}

/** `Total` is no total: it repeats the number of rows in the page, except where only the count was asked for. */
export function listText(count: number, rows: readonly string[], total = count): string {
  return objectText([
    ["Count", String(count)],
    ["Data", arrayText(rows)],
    ["Total", String(total)],
  ]);
}

export function errorText(status: number, message: string, info: string): string {
  return jsonText({ ErrorInfo: info, ErrorMessage: message, StatusCode: status });
}

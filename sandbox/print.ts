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
  const masked = Object.entries(declaration.masked ?? {})
    .filter(([, flag]) => flagParam(params, flag) !== true)
    .map(([column]) => column);
  return printer(declaration, (column) => (masked.includes(column) ? () => '""' : jsonText));
}

/**
 * Makes the function that prints a row as it must arrive in a warehouse: nothing masked, no date as null, each date
 * with its zone, and everything else to the letter as on the wire.
 */
export function recordPrinter(declaration: Resource): (row: Row) => string {
  return printer(declaration, (column) => (declaration.columns[column] === "date" ? rightDate : jsonText));
}

function printer(declaration: Resource, textOf: (column: string) => Printer["text"]): (row: Row) => string {
  const columns = Object.keys(declaration.columns).map(
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
export function listText(count: number, rows: readonly string[]): string {
  return objectText([
    ["Count", String(count)],
    ["Data", arrayText(rows)],
    ["Total", String(count)],
  ]);
}

export function errorText(status: number, message: string, info: string): string {
  return jsonText({ ErrorInfo: info, ErrorMessage: message, StatusCode: status });
}

/** Changes rows before they are delivered, where their declaration says so: the properties of a contact become one object. */

import { withProperties } from "../mailjet/properties.ts";
import type { Row } from "../mailjet/row.ts";
import type { Declaration } from "../streams/declaration.ts";
import type { LookUps } from "./parents.ts";

/** @throws {MailjetError} when what is needed for it cannot be looked up. */
export async function transformOf(
  { properties }: Declaration,
  lookUps: Pick<LookUps, "datatypes">,
): Promise<((row: Row) => Row) | undefined> {
  if (properties === undefined) return undefined;
  const { column, types } = properties;
  const datatypes = await lookUps.datatypes(types);
  return ({ text, columns, misfits, replaced }) => ({
    text: withProperties(text, column, columns.get(column) ?? "", datatypes),
    columns,
    misfits,
    replaced,
  });
}

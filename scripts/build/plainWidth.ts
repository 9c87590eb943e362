/**
 * In place of `string-width` in the built program: how many columns a text takes in a terminal, less its colours. All
 * that is shown has letters and signs of one column.
 */
import { stripVTControlCharacters } from "node:util";

export default function plainWidth(text: string): number {
  return stripVTControlCharacters(text).length;
}

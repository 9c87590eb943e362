/** In place of `string-width` in the built program: how many columns a text of plain letters takes in a terminal. */
export default function plainWidth(text: string): number {
  return text.length;
}

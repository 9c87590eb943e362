/**
 * Pages are kept as letters: a text with one letter for each byte of UTF-8. It is half as large in memory as one that has
 * any letter beyond Latin-1, is searched faster, and is written as it came. All that JSON is made of reads the same in
 * it; texts inside of it do not. Pure.
 */
import { isUtf8 } from "node:buffer";

export function lettersOf(utf8: Buffer): string {
  return utf8.toString("latin1");
}

/** What the letters say. */
export function textOf(letters: string): string {
  return Buffer.from(letters, "latin1").toString();
}

/**
 * The bytes of a body as UTF-8, without a mark at its beginning; what cannot be read is U+FFFD.
 * @param charset as its header names it; undefined, or one that nobody knows: UTF-8.
 */
export function asUtf8(body: Buffer, charset: string | undefined): Buffer {
  const decoder = decoderOf(charset);
  const isRight = decoder.encoding === "utf-8" && body[0] !== MARK && isUtf8(body);
  return isRight ? body : Buffer.from(decoder.decode(body));
}

/** The first byte of a byte order mark. */
const MARK = 0xef;

function decoderOf(charset = "utf-8") {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** Keeps secrets out of everything that is said, in whatever form they would turn up. */

const MASK = "****";

/** Replaces each secret, its Base64 and URL-encoded forms and those of "first:second" (the Basic header) by `****`. */
export function masker(secrets: readonly string[]): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of [...secrets, secrets.join(":")]) {
    const base64 = Buffer.from(secret).toString("base64");
    for (const form of [secret, base64, base64.replace(/=+$/, ""), encodeURIComponent(secret)]) forms.add(form);
  }
  forms.delete("");
  // Longest first: one secret may be the beginning of another.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((masked, form) => masked.replaceAll(form, MASK), text);
}

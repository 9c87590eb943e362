/** Keeps secrets out of everything that is said, in whatever form they would turn up. */

const MASK = "****";

/** Replaces each secret by `****`: as it is, in Base64, in a URL and in JSON. */
export function masker(secrets: readonly string[]): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets.filter((text) => text !== "")) {
    const base64 = Buffer.from(secret).toString("base64");
    const inUrl = encodeURIComponent(secret.toWellFormed());
    const inJson = JSON.stringify(secret).slice(1, -1);
    for (const form of [secret, base64, base64.replace(/=+$/, ""), inUrl, inJson]) forms.add(form);
  }
  // Longest first: one secret may be the beginning of another.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((masked, form) => masked.replaceAll(form, MASK), text);
}

/** What `discover` says of a stream, beside its schema. Pure. */
import type { Declaration } from "./declaration.ts";

/** Whether an interrupted full refresh goes on where it was. */
export function isResumable({ cursor, each, isLong }: Declaration): boolean {
  return cursor !== undefined || each !== undefined || isLong === true;
}

export function entryOf(name: string, declaration: Declaration) {
  const { primaryKey, cursor } = declaration;
  return {
    name,
    supported_sync_modes: cursor === undefined ? ["full_refresh"] : ["full_refresh", "incremental"],
    // Platforms want the first wherever a stream is resumable.
    ...(isResumable(declaration) && { source_defined_cursor: true }),
    ...(cursor !== undefined && { default_cursor_field: [cursor] }),
    source_defined_primary_key: primaryKey.map((column) => [column]),
    is_resumable: isResumable(declaration),
  };
}

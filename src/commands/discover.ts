/** `discover`: the streams and their columns. */
import { catalogLine } from "../airbyte/messages.ts";
import { loadCatalog, loadSchema } from "../config/files.ts";
import { entryOf } from "../streams/catalogEntry.ts";
import { offeredStreams } from "../streams/offered.ts";
import { streams } from "../streams/table.ts";
import { declaredFor } from "../streams/variant.ts";
import { openConfig, type Session } from "./session.ts";

/** The streams with their schemas; those that `reports` names, where it names any. */
export async function discover(session: Session, config: () => unknown): Promise<void> {
  const settings = await openConfig(session, config());
  const offered = offeredStreams(settings);
  const entries = loadCatalog()
    .filter(({ name }) => offered.includes(name))
    .map((stream) => {
      const declaration = streams.get(stream.name);
      // Of most streams the catalog holds what the declaration says; of some the menus change it.
      const entry = declaration?.variants ? entryOf(stream.name, declaredFor(declaration, settings)) : stream;
      return { ...entry, json_schema: loadSchema(stream.name) };
    });
  await session.writer.message(catalogLine(entries));
}

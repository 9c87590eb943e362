/** Fetches the pages of a long list before the walk asks for them. */

import { type FetchPage, PAGE_ROWS } from "./pages.ts";
import type { Row } from "./row.ts";

export interface Prefetching {
  /** How many rows the list is thought to have; beyond them nothing is fetched beforehand. */
  readonly rows: number;
  /** How many pages beyond the one asked for may be fetched or waiting, now: more only cost memory. */
  readonly ahead: () => number;
}

/** The page that begins the list, where it was fetched already. */
type FirstPage = readonly Row[] | undefined;

/**
 * The same pages as `fetchPage` gives, with `first` for the very first call. While the walk goes from page to page with
 * a row's overlap, the next ones are under way; when it steps back, what was fetched is dropped, for it is out of date.
 */
export function prefetched(fetchPage: FetchPage, first: FirstPage, { rows, ahead }: Prefetching): FetchPage {
  let isFirst = first !== undefined;
  let waiting = new Map<number, Promise<readonly Row[]>>();
  const start = (offset: number) => {
    const page = fetchPage(offset);
    // Whoever takes the page sees its error; one that nobody takes has nothing to say.
    page.catch(() => {});
    return page;
  };
  return (offset) => {
    const known = isFirst ? Promise.resolve(first ?? []) : waiting.get(offset);
    isFirst = false;
    if (known === undefined) waiting = new Map();
    waiting.delete(offset);
    const page = known ?? start(offset);
    const most = ahead();
    for (let i = 1; i <= most; i++) {
      const next = offset + i * (PAGE_ROWS - 1);
      if (next < rows && !waiting.has(next)) waiting.set(next, start(next));
    }
    return page;
  };
}

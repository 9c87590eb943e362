/** Of many partitions Mailjet may refuse one, e.g. a campaign that is gone: the others are read, and then it is said. */
import { MailjetError } from "../mailjet/errors.ts";
import type { Partition } from "./partitions.ts";

/** So many show that it is not the one or the other that is refused. */
const MOST_REFUSALS = 10;

/** What may hold for one campaign only: a request refused, or a thing that is not there (404). */
function isOfOne({ trouble, status }: MailjetError): boolean {
  return trouble === "refused" || (trouble === "forbidden" && status === 404);
}

export class Refusals {
  readonly #refused: { readonly key: string; readonly error: MailjetError }[] = [];

  /**
   * @returns what the job does; undefined where it was refused, for a partition that is one of many.
   * @throws {MailjetError} when too much was refused.
   */
  async tolerate<T>({ id, key }: Partition, job: () => Promise<T>): Promise<T | undefined> {
    try {
      return await job();
    } catch (error) {
      if (id === undefined || !(error instanceof MailjetError && isOfOne(error))) throw error;
      this.#refused.push({ key, error });
      if (this.#refused.length >= MOST_REFUSALS) this.check();
      return undefined;
    }
  }

  /** @throws {MailjetError} when anything was refused, naming it. */
  check(): void {
    const [first] = this.#refused;
    if (first === undefined) return;
    const others = this.#refused.length === 1 ? "" : ` and ${this.#refused.length - 1} more`;
    throw first.error.during(`${first.error.doing ?? "reading"} for ${first.key}${others}`);
  }
}

/** Stops the tests before the first one where something of a declared stream is missing, and says what. */
import { stopAt, whatIsMissingToTest } from "../../scripts/newStream/find.ts";

// In parallel, the files required are loaded once more by each worker, when all is known to be there.
if (process.env.MOCHA_WORKER_ID === undefined) stopAt(whatIsMissingToTest());

/** Says once, before the first test, when the tests take place: what is needed to repeat a failure. */
import { NOW, SEED } from "./now.ts";

export function mochaGlobalSetup(): void {
  const { TEST_NOW, MACHINE_CLOCK, TZ } = process.env;
  const given = Object.entries({ TEST_NOW, MACHINE_CLOCK, TZ }).filter(([, value]) => value !== undefined);
  const said = given.length === 0 ? "as ever" : given.map(([name, value]) => `${name}=${value}`).join(" ");
  console.log(`The tests take place at ${NOW.toISOString()}, with accounts of seed ${SEED} (${said})`);
}

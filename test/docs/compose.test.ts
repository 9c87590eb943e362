/** `compose.yaml` is valid YAML, and what its services name exists. */
import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";

describe("compose.yaml", () => {
  const { services, volumes, configs } = parse(readFileSync("compose.yaml", "utf8"));

  it("has a sandbox, the connector, PostgreSQL and a loader", () => {
    expect(Object.keys(services)).to.have.members(["sandbox", "connector", "postgres", "loader"]);
  });

  for (const [name, service] of Object.entries<Service>(services))
    it(`${name}: its volumes, configs and services exist`, () => {
      for (const source of (service.volumes ?? []).map((volume) => volume.split(":")[0] ?? ""))
        expect(source.startsWith(".") ? existsSync(source) : Object.hasOwn(volumes, source), source).to.equal(true);
      for (const { source } of service.configs ?? []) expect(configs).to.have.property(source);
      for (const other of Object.keys(service.depends_on ?? {})) expect(services).to.have.property(other);
    });
});

interface Service {
  readonly volumes?: readonly string[];
  readonly configs?: readonly { readonly source: string }[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

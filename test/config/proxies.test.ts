import { expect } from "chai";
import { proxiesIn } from "../../src/config/proxies.ts";

describe("proxiesIn()", () => {
  it("finds none where none is named", () => {
    for (const environment of [{}, { HTTPS_PROXY: "" }, { https_proxy: " " }, { NO_PROXY: "*" }])
      expect(proxiesIn(environment)).to.equal(undefined);
  });

  it("takes capitals or not, and an address without a scheme", () => {
    for (const environment of [{ HTTPS_PROXY: "proxy.example:3128" }, { https_proxy: " http://proxy.example:3128 " }]) {
      const found = proxiesIn({ ...environment, NO_PROXY: "localhost,.internal" });
      expect(found?.environment).to.deep.equal({
        HTTPS_PROXY: "http://proxy.example:3128/",
        NO_PROXY: "localhost,.internal",
      });
    }
  });

  it("shows the proxy without its password, which is a secret in both of its forms", () => {
    const found = proxiesIn({ HTTPS_PROXY: "http://me:p%40ss@proxy.example:3128" });
    expect(found?.words).to.equal("the proxy http://proxy.example:3128 (HTTPS_PROXY)");
    expect(found?.secrets).to.deep.equal(["p%40ss", "p@ss"]);
  });

  it("refuses an address that makes no sense, and shows none of it", () => {
    for (const HTTPS_PROXY of ["http://", "ftp://u:secret@proxy.example", "socks5://proxy.example", "a b"]) {
      expect(() => proxiesIn({ HTTPS_PROXY }))
        .to.throw(/^HTTPS_PROXY does not name a proxy/)
        .that.has.property("message")
        .that.does.not.include("secret");
    }
  });
});

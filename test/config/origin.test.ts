import { expect } from "chai";
import { originOf } from "../../src/config/origin.ts";

describe("originOf()", () => {
  it("is the region's own server", () => {
    expect(originOf("global", undefined)).to.equal("https://api.mailjet.com");
    expect(originOf("eu", "")).to.equal("https://api.eu.mailjet.com");
    expect(originOf("us", undefined)).to.equal("https://api.us.mailjet.com");
  });

  it("can be overridden by any https server, and by http on this very machine", () => {
    const allowed = ["https://proxy.example:8443", "http://127.0.0.1:8025", "http://localhost:1", "http://[::1]:80"];
    for (const url of allowed) expect(originOf("eu", `${url}/v3`)).to.equal(new URL(url).origin);
  });

  it("is never another machine over plain http, nor anything else", () => {
    const refused = [
      "http://api.mailjet.com",
      "http://127.0.0.1.example",
      "http://localhost.example",
      "http://10.0.0.1",
    ];
    for (const url of [...refused, "ftp://127.0.0.1", "127.0.0.1:8025", "nonsense", "file:///etc/passwd"]) {
      expect(() => originOf("global", url), url)
        .to.throw(/^Reading MAILJET_API_URL failed/)
        .that.includes({ failureType: "config_error" });
    }
  });
});

import { expect } from "chai";
import { NoAnswerError, noAnswer } from "../../src/mailjet/noAnswer.ts";

const PROXY = "the proxy http://proxy.example:3128 (HTTPS_PROXY)";

/** As fetch() throws it: the reason is in a cause of a cause. */
const failed = (message: string, code?: string, name = "Error") =>
  new TypeError("fetch failed", {
    cause: new Error("inner", { cause: Object.assign(new Error(message), { code, name }) }),
  });

describe("noAnswer()", () => {
  it("names the reason in words, and the proxy that was on the way", () => {
    expect(noAnswer(failed("connect", "ECONNREFUSED"), undefined).message).to.equal(
      "the connection failed (ECONNREFUSED: nothing answers there)",
    );
    expect(noAnswer(failed("reset", "ECONNRESET"), PROXY).message).to.equal(
      `the connection failed (ECONNRESET); it goes through ${PROXY}`,
    );
    expect(noAnswer("?", undefined)).to.include({ message: "the connection failed", trouble: undefined });
  });

  it("does not try again what a proxy will not let through, and does where it could not", () => {
    const refused = (status: number) =>
      noAnswer(failed(`Proxy response (${status}) !== 200 when HTTP Tunneling`), PROXY);
    expect(refused(407)).to.include({ trouble: "foreign" });
    expect(refused(407).message).to.match(/proxy\.example.* wants a login \(status 407\)/);
    expect(refused(403)).to.include({ trouble: "foreign" });
    expect(refused(502)).to.include({ trouble: undefined });
  });

  it("does not try again a certificate that is not to be trusted", () => {
    expect(noAnswer(failed("self-signed", "DEPTH_ZERO_SELF_SIGNED_CERT"), undefined)).to.include({
      trouble: "untrusted",
    });
  });

  it("says of what speaks neither HTTP nor TLS that it is not Mailjet's", () => {
    const others = [
      failed("no", "ERR_SSL_WRONG_VERSION_NUMBER"),
      failed("Expected HTTP/", undefined, "HTTPParserError"),
    ];
    for (const error of others)
      expect(noAnswer(error, undefined).message).to.match(/^something other than Mailjet's API/);
  });

  it("leaves alone what is known already", () => {
    const known = new NoAnswerError("the answer is larger than a page can be");
    expect(noAnswer(new Error("outer", { cause: known }), undefined)).to.equal(known);
  });
});

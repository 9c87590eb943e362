import { expect } from "chai";
import { type Answer, judge, judgeUnusable } from "../../src/mailjet/outcomes.ts";

const HTML = "<html><head><title>Sign in</title></head><body><h1>Hello</h1></body></html>";
const REALM = { "www-authenticate": 'Basic realm="Provide an apiKey and secretKey"' };
const json = (message: string, info = "", status = 0) =>
  JSON.stringify({ ErrorInfo: info, ErrorMessage: message, StatusCode: status });
const answer = (status: number, body: string, headers: Record<string, string> = {}): Answer => {
  return { status, body, headers: new Headers(headers) };
};
const judged = (...given: Parameters<typeof answer>) => judge(answer(...given));
const whyOf = (outcome: object) => ("why" in outcome ? String(outcome.why) : "");

describe("judge()", () => {
  it("uses a 200", () => expect(judged(200, "")).to.deep.equal({ action: "use" }));

  it("slows down after a 429, whatever its body", () => {
    for (const body of [HTML, "", json("Too many requests")]) expect(judged(429, body).action).to.equal("slow down");
  });

  it("tries again after a time-out or a 5xx", () => {
    for (const status of [408, 425, 500, 502, 503, 504, 507, 520, 599]) {
      expect(judged(status, HTML).action, String(status)).to.equal("retry");
    }
    expect(whyOf(judged(503, HTML))).to.equal(
      'Mailjet is temporarily unavailable (status 503, an HTML page "Sign in")',
    );
    expect(judged(999, "")).to.include({ trouble: "foreign" });
    expect(judged(500, json("Internal error"))).to.deep.equal({
      action: "retry",
      why: 'Mailjet had an internal error (status 500): Mailjet says "Internal error"',
    });
  });

  it("fails at once for a wrong path, which is a 500 of its own kind", () => {
    expect(judged(500, json("Object not found", "EFPWebError"))).to.deep.equal({
      action: "fail",
      trouble: "refused",
      why: 'Mailjet says "Object not found EFPWebError"',
    });
  });

  it("blames the key for Mailjet's empty 401 alone, or in Mailjet's own words", () => {
    for (const headers of [{}, REALM]) expect(judged(401, "", headers)).to.include({ trouble: "credentials" });
    expect(judged(401, json("API key authentication/authorization failure"))).to.include({ trouble: "credentials" });
    const others: readonly Parameters<typeof answer>[] = [
      [401, HTML],
      [401, "", { "www-authenticate": "Negotiate" }],
      [401, "", { "www-authenticate": 'Basic realm="Corporate network"' }],
      [401, '{"error":"unauthorized"}'],
      [403, HTML],
      [403, ""],
    ];
    for (const other of others) expect(judged(...other), String(other)).to.include({ trouble: "foreign" });
  });

  it("takes 401, 403, 404 and 410 with Mailjet's words for what is not for this key or its account", () => {
    for (const status of [401, 403, 404, 410]) {
      expect(judged(status, json("Operation not allowed"))).to.deep.equal({
        action: "fail",
        trouble: "forbidden",
        why: 'Mailjet says "Operation not allowed"',
      });
    }
    const newer = '{"ErrorIdentifier":"8a2c","StatusCode":404,"ErrorMessage":"Object not found"}';
    expect(judged(404, newer)).to.include({ trouble: "forbidden", why: 'Mailjet says "Object not found"' });
  });

  it("fails for other 4xx in Mailjet's own words, cut to a line", () => {
    expect(judged(400, json("Cannot sort on field createdat"))).to.deep.equal({
      action: "fail",
      trouble: "refused",
      why: 'Mailjet says "Cannot sort on field createdat"',
    });
    expect(whyOf(judged(400, json("x".repeat(10_000))))).to.have.length.below(350);
  });

  it("says of every other status that something else answered, and what", () => {
    for (const status of [201, 204, 206, 300, 301, 302, 304, 307, 400, 404, 405, 406, 411, 418, 421, 451, 495, 511]) {
      for (const body of ["", HTML, "denied", '{"message":"Forbidden"}']) {
        const outcome = judged(status, body);
        expect(outcome, `${status} ${body}`).to.include({ action: "fail", trouble: "foreign" });
        expect(whyOf(outcome)).to.include("something other than Mailjet's API answered").and.include(String(status));
      }
    }
  });

  it("asks again where an error in JSON was cut off, or broken on its way", () => {
    for (const body of [json("Cannot sort on field id").slice(0, -9), '{ "ErrorInfo" "", "StatusCode" : 400 }', "{"]) {
      expect(judged(400, body), body).to.deep.equal({ action: "retry", why: "the answer was cut off (status 400)" });
    }
  });

  it("does not follow a redirect, and names the host that it leads to, not what else is in it", () => {
    const why = whyOf(judged(302, "", { location: "https://login.example/start?session=5" }));
    expect(why).to.include("redirect to login.example").and.not.include("session");
  });

  it("names the proxy that wants a login", () => {
    const outcome = judged(407, HTML);
    expect(outcome).to.include({ action: "fail", trouble: "foreign" });
    expect(whyOf(outcome)).to.match(/^the proxy .*\(status 407\).*HTTPS_PROXY/);
  });
});

describe("judgeUnusable()", () => {
  const unusable = (body: string) => judgeUnusable(answer(200, body), "it was cut off");

  it("goes by Mailjet's own error, which can come with a status of 200", () => {
    expect(unusable(json("No", "", 403))).to.deep.include({ trouble: "forbidden", why: 'Mailjet says "No"' });
    expect(unusable(json("Bad"))).to.include({ action: "fail", trouble: "refused" });
    expect(unusable(json("Later", "", 503))).to.include({ action: "retry" });
    expect(unusable(json("Slowly", "", 429))).to.include({ action: "slow down" });
  });

  it("tries a page of Mailjet's again that was damaged on its way", () => {
    expect(unusable('{ "Count" : 3, "Data" : [ {')).to.deep.equal({
      action: "retry",
      why: "Mailjet's answer cannot be used: it was cut off",
    });
  });

  it("says of anything else whose it may be", () => {
    const seen = {
      [HTML]: 'an HTML page "Sign in"',
      "": "an empty body",
      "[]": "JSON that is not Mailjet's",
      '{"login":true}': "JSON that is not Mailjet's",
      OK: "a text that is not JSON",
      '{"ErrorMessage":7}': "JSON that is not Mailjet's",
    };
    for (const [body, words] of Object.entries(seen)) {
      const outcome = unusable(body);
      expect(outcome.action, body).to.equal("retry");
      expect(outcome.why)
        .to.match(/^something other than Mailjet's API answered: .*\(status 200, /)
        .and.include(words);
    }
  });
});

import { expect } from "chai";
import { errorBody, judge } from "../../src/mailjet/outcomes.ts";

const HTML = "<html><body><h1>429 Too Many Requests</h1></body></html>";
const json = (message: string, info = "") => JSON.stringify({ ErrorInfo: info, ErrorMessage: message, StatusCode: 0 });
const judged = (status: number, body: string) => judge({ status, body, headers: new Headers() });

describe("judge()", () => {
  it("uses a 200", () => expect(judged(200, "")).to.deep.equal({ action: "use" }));

  it("slows down after a 429, whatever its body", () => {
    for (const body of [HTML, "", json("Too many requests")]) expect(judged(429, body).action).to.equal("slow down");
  });

  it("tries again after a time-out or a 5xx", () => {
    for (const status of [408, 425, 500, 502, 503, 504, 507, 520, 599]) {
      expect(judged(status, HTML).action, String(status)).to.equal("retry");
    }
    expect(judged(500, json("Internal error")).action).to.equal("retry");
  });

  it("fails at once for a wrong path, which is a 500 of its own kind", () => {
    expect(judged(500, json("Object not found", "EFPWebError"))).to.deep.equal({
      action: "fail",
      trouble: "refused",
      why: 'Mailjet says "Object not found EFPWebError"',
    });
  });

  it("takes an empty 401 for wrong credentials", () => {
    for (const body of ["", HTML]) expect(judged(401, body)).to.include({ action: "fail", trouble: "credentials" });
  });

  it("takes a 401 with Mailjet's words, and any 403, for a resource this key may not read", () => {
    expect(judged(401, json("Operation not allowed"))).to.deep.equal({
      action: "fail",
      trouble: "forbidden",
      why: 'Mailjet says "Operation not allowed"',
    });
    for (const body of ["", HTML, json("No")]) expect(judged(403, body)).to.include({ trouble: "forbidden" });
  });

  it("fails for other 4xx in Mailjet's own words, cut to a line", () => {
    expect(judged(400, json("Cannot sort on field createdat"))).to.deep.equal({
      action: "fail",
      trouble: "refused",
      why: 'Mailjet says "Cannot sort on field createdat"',
    });
    expect(judged(404, "")).to.deep.include({ why: "Mailjet answered with status 404" });
    const { why } = judged(400, json("x".repeat(10_000))) as { readonly why: string };
    expect(why).to.have.length.below(350);
  });

  it("does not follow a redirect", () => {
    for (const status of [301, 302, 307, 308]) {
      expect(judged(status, "")).to.include({ action: "fail", trouble: "refused" });
    }
  });
});

describe("errorBody()", () => {
  it("is undefined for what is not Mailjet's own error", () => {
    for (const body of ["", HTML, "null", "7", "[]", "{}", '{"ErrorMessage":7}'])
      expect(errorBody(body)).to.equal(undefined);
  });
});

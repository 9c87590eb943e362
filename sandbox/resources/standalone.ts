/**
 * Whole lists that stand alone: each with the stream that brings it, its columns and its rows. Data only. A new stream
 * of this kind needs one declaration here; `npm run new-stream` writes its beginning.
 */
import { wholeList } from "../wholeList.ts";

/** By the path below `/v3/REST/`. */
export const standalone = {
  messagestate: wholeList({
    stream: "message_states",
    columns: { ID: "number", RelatedTo: "text", State: "text" },
    rows: [
      { ID: 1, RelatedTo: "bounce", State: "user unknown" },
      { ID: 2, RelatedTo: "bounce", State: "mailbox inactive" },
      { ID: 3, RelatedTo: "bounce", State: "quota exceeded" },
      { ID: 4, RelatedTo: "domain", State: "invalid domain" },
      { ID: 5, RelatedTo: "domain", State: "no mail host" },
      { ID: 6, RelatedTo: "domain", State: "relay/access denied" },
      { ID: 7, RelatedTo: "spam", State: "sender blocked" },
      { ID: 8, RelatedTo: "spam", State: "content blocked" },
      { ID: 9, RelatedTo: "spam", State: "policy issue" },
      { ID: 10, RelatedTo: "system", State: "system issue" },
      { ID: 11, RelatedTo: "system", State: "protocol issue" },
      { ID: 12, RelatedTo: "system", State: "connection issue" },
      { ID: 13, RelatedTo: "bounce", State: "greylisted" },
      { ID: 14, RelatedTo: "block", State: "preblocked" },
      { ID: 15, RelatedTo: "block", State: "duplicate in campaign" },
      { ID: 16, RelatedTo: "block", State: "spam preblocked" },
      { ID: 17, RelatedTo: "template", State: "bad or empty template" },
      { ID: 18, RelatedTo: "template", State: "error in template language" },
      { ID: 19, RelatedTo: "block", State: "typofix" },
      { ID: 20, RelatedTo: "block", State: "blacklisted" },
      { ID: 21, RelatedTo: "block", State: "spam reporter" },
    ],
  }),
};

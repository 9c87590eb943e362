/** The columns of counters, and a row of them in which nothing has been counted yet. */
import type { RowOf } from "./declaration.ts";

export const counterColumns = {
  APIKeyID: "number",
  EventClickDelay: "number",
  EventClickedCount: "number",
  EventOpenDelay: "number",
  EventOpenedCount: "number",
  EventSpamCount: "number",
  EventUnsubscribedCount: "number",
  EventWorkflowExitedCount: "number",
  MessageBlockedCount: "number",
  MessageClickedCount: "number",
  MessageDeferredCount: "number",
  MessageHardBouncedCount: "number",
  MessageOpenedCount: "number",
  MessageQueuedCount: "number",
  MessageSentCount: "number",
  MessageSoftBouncedCount: "number",
  MessageSpamCount: "number",
  MessageUnsubscribedCount: "number",
  MessageWorkFlowExitedCount: "number",
  SourceID: "number",
  Timeslice: "date",
  Total: "number",
} as const;

export type CounterRow = RowOf<typeof counterColumns>;
export type Count = Exclude<keyof CounterRow, "APIKeyID" | "SourceID" | "Timeslice">;
export type Counts = Record<Count, number>;

export function nothing(): Counts {
  return {
    EventClickDelay: 0,
    EventClickedCount: 0,
    EventOpenDelay: 0,
    EventOpenedCount: 0,
    EventSpamCount: 0,
    EventUnsubscribedCount: 0,
    EventWorkflowExitedCount: 0,
    MessageBlockedCount: 0,
    MessageClickedCount: 0,
    MessageDeferredCount: 0,
    MessageHardBouncedCount: 0,
    MessageOpenedCount: 0,
    MessageQueuedCount: 0,
    MessageSentCount: 0,
    MessageSoftBouncedCount: 0,
    MessageSpamCount: 0,
    MessageUnsubscribedCount: 0,
    MessageWorkFlowExitedCount: 0,
    Total: 0,
  };
}

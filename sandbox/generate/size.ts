/** How large an account is, in rows. */
export interface AccountSize {
  readonly campaigns: number;
  readonly lists: number;
  readonly contacts: number;
  readonly segments: number;
  readonly messages: number;
  readonly opens: number;
  readonly clicks: number;
  readonly bounces: number;
  /** So many of the opens, and so many of the clicks, happen in one and the same second. */
  readonly burst: number;
}

export const sizes = {
  /** The default: a few thousand rows, there at once. */
  small: {
    campaigns: 120,
    lists: 12,
    contacts: 800,
    segments: 16,
    messages: 2_400,
    opens: 2_600,
    clicks: 1_200,
    bounces: 300,
    burst: 40,
  },
  /** Some 75,000 rows, and more events in one second than a page holds. */
  demo: {
    campaigns: 400,
    lists: 25,
    contacts: 8_000,
    segments: 40,
    messages: 25_000,
    opens: 30_000,
    clicks: 9_000,
    bounces: 2_000,
    burst: 1_200,
  },
  /** A million rows. */
  large: {
    campaigns: 3_000,
    lists: 60,
    contacts: 150_000,
    segments: 100,
    messages: 400_000,
    opens: 350_000,
    clicks: 80_000,
    bounces: 17_000,
    burst: 3_000,
  },
} as const satisfies Record<string, AccountSize>;

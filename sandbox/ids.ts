/** Where the IDs of an account begin, and how they are handed out. */

export const FIRST_CONTACT_ID = 1_770_000_003;
export const FIRST_CAMPAIGN_ID = 7_300_000_019;

/** Message IDs begin here: 17 and 18 digits, both beyond 2^53, where a double cannot tell neighbours apart. */
export const FIRST_MESSAGE_IDS = { digits17: 95_420_017_985_181_303n, digits18: 576_460_753_067_090_994n } as const;

/** The IDs of a campaign's messages follow one another; so many are kept for each campaign. */
export const MESSAGE_IDS_PER_CAMPAIGN = 10_000_019n;

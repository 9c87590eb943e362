/** Texts of the account. Some are traps for whoever takes JSON apart with care too little. */
import type { Random } from "../random.ts";

const SUBJECTS = [
  "Your weekly digest",
  "Spring sale: 20% off everything",
  "Our new opening hours",
  'The "last" chance',
  "Été à la plage : tout à −50 %",
  "Größere Größen, kleinere Preise",
  "新着のお知らせ 🎉",
  "Скидки до пятницы",
  "Back\\slash and C:\\temp\\new",
  "Ends with a backslash \\",
  'Order "ID" : 12345678901234567890 has shipped',
  '{ "Count" : 1, "Data" : [ { "ID" : 1 } ], "Total" : 1 }',
  "Braces }, { and brackets ] [",
  "A tab\tand a line\nbreak",
  "1.0 is not 1.00",
  "",
] as const;

const FIRST_NAMES = [
  "Anna",
  "José",
  "Zoë",
  "Łukasz",
  "Søren",
  "Aoife",
  "Μαρία",
  "Юлия",
  "美咲",
  "Mehmet",
  "Grace",
  "Tom",
];
const LAST_NAMES = ["Smith", "O'Brien", "García", "Müller", "Øster", "Nowak", 'D"Arc', "Back\\slash", "Δήμου", "李"];
const LIST_NAMES = [
  "Newsletter",
  "Customers",
  "Trial users",
  'The "inner" circle',
  "Événements",
  "Partners \\ press",
  "顧客",
];
const SEGMENTS = [
  { Name: "Opened lately", Expression: "(hasopenedsince(30))" },
  { Name: "Named Anna", Expression: '(firstname="Anna")' },
  { Name: "Not from \\ here", Expression: '(contains(country,"\\")) and not (age<18)' },
  { Name: "Géographie", Expression: '(city="Saint-Étienne") or (city="Zürich")' },
] as const;

export const AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
  'Odd "Agent" \\ 1.0 { "ID" : 95420017985181303 }',
  "",
] as const;

export const PAGES = [
  "",
  "offers?a=1&b=2",
  "unsubscribe?u=%C3%A9t%C3%A9",
  "blog/été#top",
  'search?q="quoted"',
  "path\\with\\backslashes",
];

/** Of some openings the country is not known. */
export const COUNTRIES = ["FR", "DE", "", "US", "GB", "JP", "CI", "BR"] as const;
export const PROVIDERS = ["Gmail", "Outlook", 'The "other" one', "Orange", "GMX", "Yahoo", "été.example"] as const;
export const PLATFORM_AGENTS = [
  { Platform: "Windows", UserAgent: "Chrome" },
  { Platform: "Windows", UserAgent: "Outlook" },
  { Platform: "iOS", UserAgent: "Mobile Safari" },
  { Platform: "", UserAgent: "" },
  { Platform: "Linux", UserAgent: 'Odd "Agent" \\ 1.0' },
  { Platform: "Android", UserAgent: "Chrome" },
] as const;

export function subject(random: Random): string {
  return random.pick(SUBJECTS);
}

export function personName(random: Random): string {
  return random.chance(0.15) ? "" : `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
}

export function listName(random: Random, index: number): string {
  return `${random.pick(LIST_NAMES)} ${index + 1}`;
}

export function segmentTexts(random: Random): { Name: string; Expression: string } {
  return random.pick(SEGMENTS);
}

/** A user agent with the ID it always has. */
export function userAgent(random: Random): { UserAgentFull: string; UserAgentID: number } {
  const index = random.between(0, AGENTS.length - 1);
  return { UserAgentFull: AGENTS[index] ?? "", UserAgentID: agentId(index) };
}

export function agentId(index: number): number {
  return 4_000 + index * 17;
}

export function link(random: Random): string {
  return `https://www.example.com/${random.pick(PAGES)}`;
}

export function uuid(random: Random): string {
  const hex = (digits: number) =>
    Math.floor(random.float() * 16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(6)}${hex(6)}`;
}

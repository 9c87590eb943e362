/** Contacts' properties: what is declared of them, and values, all of them as text. Some values are not what is declared. */
import type { RowIn } from "../account.ts";
import type { Random } from "../random.ts";

type Type = "str" | "int" | "float" | "bool" | "datetime";

const PROPERTIES: readonly { readonly name: string; readonly type: Type; readonly space?: "historic" }[] = [
  { name: "firstname", type: "str" },
  { name: 'quote "d" \\ name', type: "str" },
  { name: "âge", type: "int" },
  { name: "customer_number", type: "int" },
  { name: "score", type: "float" },
  { name: "is_customer", type: "bool" },
  { name: "birthday", type: "datetime" },
  { name: "last_order", type: "datetime", space: "historic" },
];

/** A property that contacts still have and the account no longer declares. */
const UNDECLARED = "forgotten";

const VALUES: Readonly<Record<Type, readonly string[]>> = {
  str: ["Anna", "", 'The "best"', "C:\\temp\\", "美咲 🎉", "30", "true", "1.50", "a\nb"],
  int: ["30", "0", "-5", "95420017985181303", "n/a", "", "007", "1.5"],
  float: ["1.50", "0.0", "30", "-2.75", "12345678901234567890.10", "", "1,5"],
  bool: ["true", "false", "", "yes"],
  datetime: ["2026-01-31T10:00:00Z", "2026-01-31T10:00:00", "", "last week"],
};

export function contactMetadata(): RowIn<"contactmetadata">[] {
  return PROPERTIES.map(({ name, type, space }, index) => ({
    Datatype: type,
    ID: 400_001 + index * 3,
    Name: name,
    NameSpace: space ?? "static",
  }));
}

/** One in so many contacts has no properties. */
const CONTACTS_PER_EMPTY = 10;

export function contactData(random: Random, contacts: readonly RowIn<"contact">[]): RowIn<"contactdata">[] {
  return contacts.map(({ ID }, index) => {
    const Data = index % CONTACTS_PER_EMPTY === 3 ? [] : properties(random);
    return { ContactID: ID, Data, ID, MethodCollection: "" };
  });
}

interface Property {
  readonly [name: string]: string;
  readonly Name: string;
  readonly Value: string;
}

/** Some in another order, and now and then one twice. */
function properties(random: Random): Property[] {
  const known = PROPERTIES.filter(() => random.chance(0.6)).map(({ name, type }) => property(random, name, type));
  const others = random.chance(0.1) ? [{ Name: UNDECLARED, Value: random.pick(["12", "", "old"]) }] : [];
  const twice = random.chance(0.05) ? known.slice(0, 1).map(({ Name }) => ({ Name, Value: "" })) : [];
  const all = [...others, ...known, ...twice];
  return random.chance(0.2) ? random.shuffled(all) : all;
}

function property(random: Random, name: string, type: Type): Property {
  return { Name: name, Value: random.pick(VALUES[type]) };
}

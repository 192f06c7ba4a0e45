/** A message whose words depend on a number. Languages that know more forms than two may add them; `other` always exists. */
export interface Plural {
  readonly one: string;
  readonly other: string;
  readonly zero?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
}

export type Message = string | Plural;
export type Value = string | number;

/** The names of the holes in a template: `'{name} joins {room}'` gives `'name' | 'room'`. */
export type Holes<Template extends string> = Template extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | Holes<Rest>
  : never;

export type HolesOf<M extends Message> = M extends string
  ? Holes<M>
  : M extends { readonly one: infer One extends string; readonly other: infer Other extends string }
    ? Holes<One> | Holes<Other> | "count"
    : never;

/** Right-to-left names must not turn the sentence around them: U+2068 opens an isolated run, U+2069 closes it. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Fills the holes of a template. Numbers are written in the language's way, words of others are isolated. */
export function fill(template: string, values: Readonly<Record<string, Value>>, numbers: Intl.NumberFormat): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === "number" ? numbers.format(value) : isolate(value);
  });
}

/** The form of a message for a number; a message without forms is itself. */
export function formOf(message: Message, count: Value | undefined, rules: Intl.PluralRules): string {
  if (typeof message === "string") return message;
  const form = rules.select(typeof count === "number" ? count : 0);
  return message[form] ?? message.other;
}

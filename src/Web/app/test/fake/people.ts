import type { Person } from "@audiorooms/client";

export type Named = Pick<Person, "userId" | "handle" | "displayName">;

const names = [
  "Amara Okafor",
  "Léa Fontaine",
  "Jonas Weber",
  "Priya Raman",
  "Mateo García",
  "Yuki Tanaka",
  "Zoé Lambert",
  "Omar Haddad",
  "Ingrid Solberg",
  "Kwame Mensah",
  "Chiara Russo",
  "Noah Bennett",
  "Fatima Zahra",
  "Étienne Moreau",
  "Sofia Novak",
  "Liam O’Brien",
  "Mei Chen",
  "Tomás Silva",
  "Anaïs Petit",
  "Viktor Lindqvist",
  "Hana Kim",
  "Malik Diallo",
  "Elena Popescu",
  "Samuel Adeyemi",
];

export const people: readonly Named[] = Array.from({ length: 1000 }, (_, index) => {
  const name = names[index % names.length] ?? "";
  const displayName = index < names.length ? name : `${name} ${Math.floor(index / names.length) + 1}`;
  return {
    userId: `u${index}`,
    handle: `${name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z]+/g, "_")}${index}`.slice(0, 30),
    displayName,
  };
});

/** The person of the page. */
export const self: Named = { userId: "self", handle: "camille", displayName: "Camille Aubry" };

/** Words that try to break lines, directions and layouts. */
export const hostile: Named = {
  userId: "hostile",
  handle: "zalgo",
  displayName: `\u202E<b>Z${"\u0335\u0321\u0353".repeat(12)}algo</b>\u200B${"👩‍👩‍👧‍👦".repeat(8)}${"W".repeat(20)}`,
};

export const person = (index: number): Named => people[index] ?? self;

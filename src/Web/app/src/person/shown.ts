import type { Person, PersonName } from "@audiorooms/client";
import { signal } from "@preact/signals";
import { signedIn } from "../state/session";

/** Whose sheet lies over the page; the room behind it goes on. */
export const shownPerson = signal<PersonName | Person | null>(null);

export function showPerson(person: PersonName | Person): void {
  if (signedIn.peek()) shownPerson.value = person;
}

export const closePerson = (): void => {
  shownPerson.value = null;
};

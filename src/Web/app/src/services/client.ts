import type { Client, Observable } from "@audiorooms/client";
import { effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

let provided: Client | null = null;

/** Names the client of this page; once, before anything is drawn. Tests provide another one. */
export function provideClient(client: Client): void {
  provided = client;
}

export function client(): Client {
  if (!provided) throw new Error("provideClient must be called before the page is drawn");
  return provided;
}

/** An observable of the SDK as a signal, for as long as the page lives. */
export function signalOf<T>(observable: Observable<T>): ReadonlySignal<T> {
  const value = signal(observable.get());
  observable.subscribe((next) => {
    value.value = next;
  });
  return value;
}

/** An observable of the SDK in a component: draws it again with every value. */
export function useObservable<T>(observable: Observable<T>): T {
  const [value, setValue] = useState(() => observable.get());
  useEffect(() => {
    setValue(() => observable.get());
    return observable.subscribe((next) => setValue(() => next));
  }, [observable]);
  return value;
}

/** Remembers a signal's value in this browser; for choices of taste only, never for anything secret. */
export function remembered<T>(key: string, otherwise: T, isValid: (value: unknown) => value is T): Signal<T> {
  const name = `audiorooms.${key}`;
  const value = signal(read(name, otherwise, isValid));
  let first = true;
  effect(() => {
    const text = JSON.stringify(value.value);
    if (first) {
      first = false;
      return;
    }
    try {
      localStorage.setItem(name, text);
    } catch {
      // Storage is switched off: the choice holds until the page closes.
    }
  });
  return value;
}

function read<T>(name: string, otherwise: T, isValid: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    return isValid(value) ? value : otherwise;
  } catch {
    return otherwise;
  }
}

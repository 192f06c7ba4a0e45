/** Ends a subscription. Calling it again does nothing. */
export type Unsubscribe = () => void;

/** A value that changes, and whose changes can be listened to. */
export interface Observable<T> {
  /** The value now. */
  get(): T;
  /** Calls `listener` with every value from now on, not with the one that is there. */
  subscribe(listener: (value: T) => void): Unsubscribe;
}

/** The side of an {@link Observable} that changes it. */
export class Value<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();
  readonly #equals: (left: T, right: T) => boolean;

  constructor(initial: T, equals: (left: T, right: T) => boolean = Object.is) {
    this.#value = initial;
    this.#equals = equals;
  }

  /** True while somebody listens. */
  get isObserved(): boolean {
    return this.#listeners.size > 0;
  }

  get(): T {
    return this.#value;
  }

  /** Sets the value and tells everybody, unless it is the same. */
  set(value: T): void {
    if (this.#equals(this.#value, value)) {
      return;
    }

    this.#value = value;
    for (const listener of [...this.#listeners]) {
      listener(value);
    }
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    // One entry per subscription: the same function may subscribe twice.
    const entry = (value: T): void => {
      listener(value);
    };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }
}

/** Something that happens, without a value that stays. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  emit(value: T): void {
    for (const listener of [...this.#listeners]) {
      listener(value);
    }
  }

  readonly listen = (listener: (value: T) => void): Unsubscribe => {
    const entry = (value: T): void => {
      listener(value);
    };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  };
}

import type { Observable } from "../../src/observable.js";

/** Waits for a value that fits; the test's own limit ends the wait. */
export function until<T>(observable: Observable<T>, fits: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    if (fits(observable.get())) {
      resolve(observable.get());
      return;
    }

    const unsubscribe = observable.subscribe((value) => {
      if (fits(value)) {
        unsubscribe();
        resolve(value);
      }
    });
  });
}

/** Waits for something that happens and fits. */
export function happening<T>(listen: (listener: (value: T) => void) => () => void, fits: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const unsubscribe = listen((value) => {
      if (fits(value)) {
        unsubscribe();
        resolve(value);
      }
    });
  });
}

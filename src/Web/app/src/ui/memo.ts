import { Component, type ComponentChild, type FunctionComponent, h } from "preact";

export function isShallowSame(left: object, right: object): boolean {
  const before = left as Readonly<Record<string, unknown>>;
  const now = right as Readonly<Record<string, unknown>>;
  const keys = Object.keys(before);
  return keys.length === Object.keys(now).length && keys.every((key) => Object.is(before[key], now[key]));
}

/** A component that is drawn again only when its properties differ, or a signal that it reads changes. Small, so that the page does without Preact's layer for React. */
export function memo<P extends object>(
  draw: FunctionComponent<P>,
  isSame: (before: P, now: P) => boolean = isShallowSame,
): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !isSame(this.props, next);
    }

    override render(): ComponentChild {
      return h(draw, this.props as P & { key?: string });
    }
  }
  return Memo as unknown as FunctionComponent<P>;
}

import { computed, signal } from "@preact/signals";
import type { ComponentChildren, CSSProperties, TargetedMouseEvent } from "preact";
import { matchRoute } from "./routes";

interface Place {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

const place = signal<Place>({ pathname: "/", search: "", hash: "" });

export const pathname = computed(() => place.value.pathname);
export const route = computed(() => matchRoute(place.value.pathname, place.value.search));

/** What stands behind the `#`: the secret of a link. Taken once, and then removed from the address bar. */
let secret = "";

export function takeSecret(): string {
  const taken = secret;
  secret = "";
  return taken;
}

/** Looks without taking, for a page that may be drawn twice. */
export const hasSecret = (): boolean => secret !== "";

const scrolls = new Map<string, number>();

export function startRouter(): void {
  history.scrollRestoration = "manual";
  read();
  window.addEventListener("popstate", () => {
    read();
    restoreScroll();
  });
  window.addEventListener("hashchange", read);
}

function read(): void {
  const { pathname: path, search, hash } = window.location;
  if (hash.length > 1 && (path === "/join" || path.startsWith("/room/"))) {
    secret = decodeURIComponent(hash.slice(1));
    history.replaceState(history.state, "", path + search);
  }
  place.value = { pathname: path, search, hash: "" };
}

/** Goes to an address of the page; the sound of a room goes on. */
export function go(to: string, how: { readonly replace?: boolean } = {}): void {
  const url = new URL(to, window.location.origin);
  if (url.origin !== window.location.origin) return;
  scrolls.set(place.value.pathname, window.scrollY);
  if (how.replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  read();
  window.scrollTo(0, 0);
}

/** Back where the person came from; to `otherwise` if the page was opened here. */
export function goBack(otherwise: string): void {
  if (history.length > 1) history.back();
  else go(otherwise, { replace: true });
}

function restoreScroll(): void {
  const top = scrolls.get(place.value.pathname) ?? 0;
  requestAnimationFrame(() => window.scrollTo(0, top));
}

export interface LinkProps {
  readonly href: string;
  readonly class?: string;
  readonly title?: string;
  readonly style?: CSSProperties;
  readonly children?: ComponentChildren;
  readonly onClick?: (event: TargetedMouseEvent<HTMLAnchorElement>) => void;
  readonly "aria-current"?: "page" | undefined;
  readonly "aria-label"?: string | undefined;
}

/** An anchor that stays in the page: a real link for keyboards, readers, new tabs and copying. */
export function Link({ href, onClick, ...rest }: LinkProps) {
  const follow = (event: TargetedMouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}

import type { StagePerson } from "@audiorooms/client";
import { nextRing, type Ring, silentRing } from "../model/ring";

/*
 * Rings are drawn without drawing any component again: each tile hands its element over, and a level sets a custom property on it. One frame of
 * the browser draws all levels that came since the frame before.
 */

const elements = new Map<string, Set<HTMLElement>>();
const rings = new Map<string, Ring>();
const muted = new Set<string>();
const levels = new Map<string, number>();
let frame = 0;

/** For `ref` of a tile. Returns what takes the element off again. */
export function ringOn(userId: string, element: HTMLElement): () => void {
  const set = elements.get(userId) ?? new Set();
  set.add(element);
  elements.set(userId, set);
  draw(userId);
  return () => {
    set.delete(element);
    if (set.size === 0) elements.delete(userId);
  };
}

export function heardLevel(userId: string, level: number): void {
  levels.set(userId, level);
  schedule();
}

/** A muted person has no ring, even while packets are still on their way. */
export function muteRings(stage: readonly StagePerson[]): void {
  muted.clear();
  for (const person of stage) if (person.muted) muted.add(person.userId);
  schedule();
}

export function forgetRings(): void {
  rings.clear();
  levels.clear();
  muted.clear();
  for (const userId of elements.keys()) draw(userId);
}

/** Who speaks at this moment, for words beside the ring. */
export const isSpeaking = (userId: string): boolean => rings.get(userId)?.speaking ?? false;

function schedule(): void {
  if (frame === 0 && typeof requestAnimationFrame === "function") frame = requestAnimationFrame(step);
}

function step(nowMs: number): void {
  frame = 0;
  let moving = false;
  for (const userId of new Set([...levels.keys(), ...rings.keys()])) {
    const before = rings.get(userId) ?? silentRing;
    const next = nextRing(before, levels.get(userId) ?? 127, muted.has(userId), nowMs);
    levels.delete(userId);
    if (next.speaking) {
      rings.set(userId, next);
      moving = true;
    } else {
      rings.delete(userId);
    }
    if (next.speaking !== before.speaking || Math.abs(next.strength - before.strength) > 0.02) draw(userId);
  }
  if (moving) schedule();
}

function draw(userId: string): void {
  const ring = rings.get(userId);
  for (const element of elements.get(userId) ?? []) {
    element.classList.toggle("is-speaking", ring !== undefined);
    element.style.setProperty("--level", ring ? ring.strength.toFixed(2) : "0");
  }
}

/*
 * The ring around a speaker's face, from the level of their packets: in -dBov, 0 loudest, 127 silence (RFC 6464). It comes on at once and goes
 * off late, so that the pauses between words do not make it flicker.
 */

/** Louder than -35 dBov is speech; below -42 is not. Between them the ring stays as it is. */
export const speechLevel = 35;
export const silenceLevel = 42;
/** How long a ring stays after the last loud packet. */
export const holdMs = 260;

export interface Ring {
  readonly speaking: boolean;
  /** 0 to 1, for the width of the ring. */
  readonly strength: number;
  readonly lastLoudMs: number;
}

export const silentRing: Ring = { speaking: false, strength: 0, lastLoudMs: -Infinity };

export function nextRing(ring: Ring, level: number, muted: boolean, nowMs: number): Ring {
  if (muted) return silentRing;
  const loud = level <= speechLevel || (ring.speaking && level <= silenceLevel);
  const lastLoudMs = loud ? nowMs : ring.lastLoudMs;
  const speaking = nowMs - lastLoudMs <= holdMs;
  if (!speaking) return { ...silentRing, lastLoudMs };
  const target = loud ? strengthOf(level) : 0.2;
  // Rises at once, falls by a third a step.
  const strength = target >= ring.strength ? target : ring.strength + (target - ring.strength) / 3;
  return { speaking, strength, lastLoudMs };
}

/** -35 dBov gives 0.2, -10 dBov and louder gives 1. */
export function strengthOf(level: number): number {
  const above = (speechLevel - level) / (speechLevel - 10);
  return Math.min(1, Math.max(0.2, 0.2 + 0.8 * above));
}

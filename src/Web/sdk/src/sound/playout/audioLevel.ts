/** Quietest level, also everything below -127 dBov. */
export const SILENCE = 127;

/**
 * Audio level as RTP clients send it (RFC 6464): how far the power lies below the loudest possible, in dB. 0 is a square wave at full scale,
 * speech is 15 to 40, 127 is silence. Small numbers are loud. Not-a-number is silence: a broken decoder must not look loud.
 */
export function audioLevel(pcm: Float32Array): number {
  let sum = 0;
  for (const sample of pcm) {
    sum += sample * sample;
  }

  const meanSquare = pcm.length === 0 ? 0 : sum / pcm.length;
  return meanSquare > 0 ? Math.min(Math.max(Math.round(-10 * Math.log10(meanSquare)), 0), SILENCE) : SILENCE;
}

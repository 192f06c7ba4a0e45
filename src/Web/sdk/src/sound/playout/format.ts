/** The one format of live sound: 48 kHz, mono, frames of 20 ms. Times in this folder are whole microseconds of any clock that does not fall. */

/** Opus' own clock, and that of every timestamp. */
export const SAMPLE_RATE_HZ = 48_000;

/** Samples of one frame: 20 ms. */
export const FRAME_SAMPLES = 960;

export const FRAMES_PER_SECOND = 50;

export const FRAME_MICROS = 20_000;

/** Most bytes of a live packet: RFC 6716 §3.4, R2. */
export const MAX_PACKET_BYTES = 1_275;

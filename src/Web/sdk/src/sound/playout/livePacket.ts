import { FRAME_SAMPLES, MAX_PACKET_BYTES } from "./format.js";

/** The packet breaks the rules of a live room: it is not exactly one Opus frame of 20 ms in 1 to 1,275 bytes. */
export const REFUSED = -1;
/** The packet carries a coarse copy of the one before it (the LBRR flag of RFC 6716 §4.2.4). */
export const HAS_FEC = 1;
/** The encoder says "silence goes on": a frame of at most one byte. */
export const IS_DTX = 2;

/**
 * Judges one packet by its framing alone, which is all that can be checked without decoding: about half of all random byte strings decode,
 * to noise. Never throws.
 * @returns {@link REFUSED}, or the sum of {@link HAS_FEC} and {@link IS_DTX} as they apply.
 */
export function judgeLivePacket(data: Uint8Array): number {
  const toc = data[0];
  if (toc === undefined || data.length > MAX_PACKET_BYTES || frameSamplesOf(toc) !== FRAME_SAMPLES) {
    return REFUSED;
  }

  // How frames are counted (RFC 6716 §3.1): 0 is one frame, 1 and 2 are two, 3 is a number that follows.
  switch (toc & 3) {
    case 0:
      return describe(toc, data, 1, data.length);
    case 3:
      return judgeCounted(toc, data);
    default:
      return REFUSED;
  }
}

/** RFC 6716 §3.2.5. With one frame, constant and variable rate are laid out alike: what is left is the frame. */
function judgeCounted(toc: number, data: Uint8Array): number {
  const header = data[1];
  if (header === undefined || (header & 0x3f) !== 1) {
    return REFUSED;
  }

  let start = 2;
  let paddingBytes = 0;
  if ((header & 0x40) !== 0) {
    // Each byte of 255 stands for 254 bytes of padding and says that another length byte follows.
    let length: number | undefined;
    do {
      length = data[start++];
      if (length === undefined) {
        return REFUSED;
      }

      paddingBytes += length === 255 ? 254 : length;
    } while (length === 255);
  }

  const end = data.length - paddingBytes;
  return end < start ? REFUSED : describe(toc, data, start, end);
}

function describe(toc: number, data: Uint8Array, start: number, end: number): number {
  const isDtx = end - start <= 1;
  const first = end > start ? data[start] : undefined;
  return (first !== undefined && declaresFec(toc, first) ? HAS_FEC : 0) | (isDtx ? IS_DTX : 0);
}

/**
 * The first bits of a SILK frame are one voice-activity flag per 20 ms and then the LBRR flag (RFC 6716 §4.2.3); at even odds the range
 * coder leaves them as plain bits. A stereo frame has the pair twice.
 */
function declaresFec(toc: number, first: number): boolean {
  const isCelt = toc >> 3 >= 16;
  const isStereo = (toc & 4) !== 0;
  return !isCelt && ((first & 0x40) !== 0 || (isStereo && (first & 0x10) !== 0));
}

/** Duration of one frame in samples at 48 kHz by the packet's first byte (RFC 6716, table 2). */
function frameSamplesOf(toc: number): number {
  const config = toc >> 3;
  if (config < 12) {
    return (config & 3) === 3 ? 2_880 : 480 << (config & 3);
  }

  return config < 16 ? 480 << (config & 1) : 120 << (config & 3);
}

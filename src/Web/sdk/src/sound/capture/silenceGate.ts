/** Frames without a voice before silence begins: 200 ms, so that a pause between words is sent. As in libopus. */
const FRAMES_BEFORE_SILENCE = 10;
/** In silence one packet of so many is sent, and keeps the listeners' noise alike: every 400 ms, as in libopus. */
const SILENT_FRAMES_PER_PACKET = 20;
/** CELT packets say nothing about voices; below this level there is none. */
const QUIET_LEVEL = 60;

/**
 * DTX for encoders that cannot be trusted with it: Chromium's counts only the packets that it gives out, so that with DTX of its own every
 * pause would be lost from the media clock. Reads the flag that SILK packets carry for each 20 ms (RFC 6716 §4.2.3). Pure.
 */
export class SilenceGate {
  #framesWithout = 0;

  /** @param level -dBov of the frame. @returns Whether the packet of this frame is to be sent. */
  passes(packet: Uint8Array, level: number): boolean {
    this.#framesWithout = hasVoice(packet, level) ? 0 : this.#framesWithout + 1;
    const silent = this.#framesWithout - FRAMES_BEFORE_SILENCE;
    return silent <= 0 || silent % SILENT_FRAMES_PER_PACKET === 0;
  }
}

function hasVoice(packet: Uint8Array, level: number): boolean {
  const [toc, first] = packet;
  if (toc === undefined || first === undefined) {
    return false;
  }

  const isCelt = toc >> 3 >= 16;
  return isCelt ? level <= QUIET_LEVEL : (first & 0x80) !== 0;
}

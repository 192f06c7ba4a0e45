import { FRAME_MICROS, FRAME_SAMPLES, SAMPLE_RATE_HZ } from "../playout/format.js";
import { judgeLivePacket, REFUSED } from "../playout/livePacket.js";
import { DEFAULT_ENCODER } from "../codec/libopus.js";
import { encoderConfig } from "./webCodecsEncoder.js";

const PROBE_FRAMES = 10;
const PROBE_WITHIN_MS = 2_000;
const AMPLITUDE = 0.25;
/** What a tone loses on its way through a codec that works: almost nothing. Half of its power is a fault. */
const LEAST_POWER_KEPT = 0.5;

export interface ProbeResult {
  readonly isOk: boolean;
  readonly detail: string;
}

/**
 * Encodes 200 ms of a tone and decodes it again. Browsers that say they can and cannot are known (iOS 26), so nothing less counts: packets must
 * be ones that a room takes, and the tone must come back.
 */
export async function probeWebCodecs(): Promise<ProbeResult> {
  if (typeof AudioEncoder === "undefined" || typeof AudioDecoder === "undefined") {
    return { isOk: false, detail: "this browser has no AudioEncoder" };
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<ProbeResult>((resolve) => {
    timer = setTimeout(() => {
      resolve({ isOk: false, detail: `AudioEncoder did not answer within ${PROBE_WITHIN_MS} ms` });
    }, PROBE_WITHIN_MS);
  });
  try {
    return await Promise.race([roundTrip(), late]);
  } catch (error) {
    return { isOk: false, detail: `AudioEncoder failed: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    clearTimeout(timer);
  }
}

async function roundTrip(): Promise<ProbeResult> {
  const packets = await encodeTone();
  const refused = packets.filter((packet) => judgeLivePacket(packet) === REFUSED).length;
  if (packets.length < PROBE_FRAMES - 1 || refused > 0) {
    return {
      isOk: false,
      detail: `AudioEncoder made ${packets.length} packets of ${PROBE_FRAMES} frames, ${refused} of them not of 20 ms`,
    };
  }

  const { power, rate } = await decode(packets);
  const kept = power / (AMPLITUDE ** 2 / 2);
  if (rate !== SAMPLE_RATE_HZ || !(kept > LEAST_POWER_KEPT)) {
    return { isOk: false, detail: `AudioEncoder kept ${(100 * kept).toFixed(0)} % of a tone, at ${rate} Hz` };
  }

  return { isOk: true, detail: `AudioEncoder kept ${(100 * kept).toFixed(0)} % of a tone` };
}

async function encodeTone(): Promise<Uint8Array<ArrayBuffer>[]> {
  const packets: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | undefined;
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      packets.push(packet);
    },
    error: (error) => (failure = error),
  });
  encoder.configure(encoderConfig(DEFAULT_ENCODER));
  for (let frame = 0; frame < PROBE_FRAMES; frame++) {
    const data = new Float32Array(FRAME_SAMPLES);
    for (let index = 0; index < FRAME_SAMPLES; index++) {
      data[index] = AMPLITUDE * Math.sin((2 * Math.PI * 440 * (frame * FRAME_SAMPLES + index)) / SAMPLE_RATE_HZ);
    }

    const timestamp = frame * FRAME_MICROS;
    const sound = {
      format: "f32-planar",
      sampleRate: SAMPLE_RATE_HZ,
      numberOfFrames: FRAME_SAMPLES,
      numberOfChannels: 1,
    } as const;
    const audio = new AudioData({ ...sound, timestamp, data });
    encoder.encode(audio);
    audio.close();
  }

  await encoder.flush();
  encoder.close();
  if (failure !== undefined) {
    throw failure;
  }

  return packets;
}

/** @returns The power of the second half, where the codec has settled. */
async function decode(packets: readonly Uint8Array<ArrayBuffer>[]): Promise<{ power: number; rate: number }> {
  let sum = 0;
  let samples = 0;
  let rate = 0;
  let failure: Error | undefined;
  const decoder = new AudioDecoder({
    output: (audio) => {
      if (audio.timestamp >= (PROBE_FRAMES / 2) * FRAME_MICROS) {
        const pcm = new Float32Array(audio.numberOfFrames);
        audio.copyTo(pcm, { planeIndex: 0, format: "f32-planar" });
        sum += pcm.reduce((power, sample) => power + sample * sample, 0);
        samples += pcm.length;
      }

      rate = audio.sampleRate;
      audio.close();
    },
    error: (error) => (failure = error),
  });
  decoder.configure({ codec: "opus", sampleRate: SAMPLE_RATE_HZ, numberOfChannels: 1 });
  packets.forEach((data, index) => {
    decoder.decode(new EncodedAudioChunk({ type: "key", timestamp: index * FRAME_MICROS, data }));
  });
  await decoder.flush();
  decoder.close();
  if (failure !== undefined) {
    throw failure;
  }

  return { power: samples === 0 ? 0 : sum / samples, rate };
}

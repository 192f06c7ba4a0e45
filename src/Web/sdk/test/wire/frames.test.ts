import { describe, expect, it } from "vitest";
import { clientMessage, decode, encode } from "../../src/wire/frames.js";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex").toUpperCase();
const bytes = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, "hex")).buffer;

/** The bytes that every client relies on; the server's own tests hold the same. */
describe("frames", () => {
  it("decode_bundleOfOnePacket_readsTheServersBytes", () => {
    const frame = bytes("0A1E08AC0212190802" + "10FFFF0318C007201E2A03480102310100000000000000");

    const message = decode(frame);

    const bundle = message?.body.case === "bundle" ? message.body.value : null;
    expect(bundle).toMatchObject({ position: 300n, end: 0n });
    expect(bundle?.packets).toHaveLength(1);
    expect(bundle?.packets[0]).toMatchObject({ source: 2, sequence: 65_535, timestamp: 960, level: 30, sentAtMicros: 1n });
    expect(hex(bundle!.packets[0]!.opus)).toBe("480102");
  });

  it("decode_opus_isAViewOfTheFrame", () => {
    const frame = bytes("0A1E08AC0212190802" + "10FFFF0318C007201E2A03480102310100000000000000");

    const message = decode(frame);

    expect(message?.body.case === "bundle" && message.body.value.packets[0]?.opus.buffer).toBe(frame);
  });

  it("encode_audio_hasTheServersBytes", () => {
    const message = clientMessage({
      case: "audio",
      value: { sequence: 1, timestamp: 960, level: 127, opus: Uint8Array.of(0x48) },
    });

    expect(hex(encode(message))).toBe("1A0A080110C007187F220148");
  });

  it("encode_ack_hasTheServersBytes", () => {
    expect(hex(encode(clientMessage({ case: "ack", value: { position: 301n, concealed: 2 } })))).toBe("220508AD021002");
  });

  it("encode_ackWithoutPlayout_leavesOutWhatWasLost", () => {
    const without = encode(clientMessage({ case: "ack", value: { position: 301n, concealed: 2 } }));
    const withNone = encode(clientMessage({ case: "ack", value: { position: 301n, concealed: 2, lost: 0 } }));

    expect(hex(withNone)).toBe("220808AD021002A00100");
    expect(without).toHaveLength(7);
  });

  it.each([
    ["an unfinished length", "0AFF"],
    ["a length beyond the end", "0A7F08"],
    ["a field of number 0", "0001"],
  ])("decode_%s_isNoMessage", (_, frame) => {
    expect(decode(bytes(frame))).toBeNull();
  });

  it("decode_aFieldOfANewerServer_isAMessageWithoutABody", () => {
    expect(decode(bytes("EA06020801"))?.body.case).toBeUndefined();
  });
});

/** The bytes of "heard by". */
describe("hearing", () => {
  it("encode_anAckOfTwoVoices_areFieldsOfNumber21", () => {
    const heard = [
      { source: 7, played: 50, concealed: 1 },
      { source: 9, played: 300, concealed: 0 },
    ];

    const message = clientMessage({ case: "ack", value: { position: 1n, heard } });

    // AA01: field 21, length-delimited; 08 source, 10 played, 18 concealed.
    expect(hex(encode(message))).toBe("2213" + "0801" + "AA0106" + "080710321801" + "AA0105" + "080910AC02");
  });

  it.each([
    ["C201020801", true, false],
    ["C201021001", false, true],
    ["C20100", false, false],
  ])("decode_aHearingNotice_%s", (frame, nobodyHearsYou, youHearNothing) => {
    const { body } = decode(bytes(frame))!;

    expect(body).toMatchObject({ case: "hearing", value: { nobodyHearsYou, youHearNothing } });
  });
});

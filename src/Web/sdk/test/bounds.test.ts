import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { boundOf, bounds } from "../src/bounds.js";

const protocol = readFileSync(new URL("../../../../docs/wire-protocol.md", import.meta.url), "utf8");

describe("bounds", () => {
  it.each(Object.entries(bounds))("%s: the protocol's row names the bound", (code, bound) => {
    const row = protocol.split("\n").find((line) => line.startsWith(`| \`${code}\` |`));

    expect(row, "a row of the table of refusals").toBeDefined();
    // 1,048,576 bytes are 1 MB there, 720 minutes 12 hours; an absent lower bound and a language's two letters go without saying.
    const written =
      { photo_too_large: "1 MB", event_duration_invalid: "12 hours", photo_size_invalid: "8,192" }[code] ??
      bound.max.toLocaleString("en");
    expect(row).toContain(written);
  });

  it("boundOf_anotherRefusal_isNone", () => {
    expect(boundOf("room_locked")).toBeNull();
    expect(boundOf("toString")).toBeNull();
    expect(boundOf("title_invalid")).toEqual({ min: 1, max: 120, of: "characters" });
  });
});

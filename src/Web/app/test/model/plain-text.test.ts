import { describe, expect, it } from "vitest";
import { initialsOf, linkHost, nameOf, plainLine, plainLines } from "../../src/model/plain-text";

describe("plain text", () => {
  it("PlainLine_DirectionMarks_AreTakenOut", () => {
    expect(plainLine("abc\u202Egnp.exe\u2066x")).toBe("abcgnp.exex");
  });

  it("PlainLine_PileOfCombiningMarks_IsCutToThree", () => {
    expect(plainLine(`Z${"\u0335".repeat(40)}algo`)).toBe("Z\u0335\u0335\u0335algo");
  });

  it("PlainLine_Markup_StaysText", () => {
    expect(plainLine("<img src=x onerror=alert(1)>")).toBe("<img src=x onerror=alert(1)>");
  });

  it("PlainLine_LineEndsAndControls_BecomeOneLine", () => {
    expect(plainLine(" a\n\tb\u0000c ")).toBe("a bc");
  });

  it("PlainLines_LineEnds_Stay", () => {
    expect(plainLines("a\nb")).toBe("a\nb");
  });

  it.each([
    ["Ada Lovelace", "Ada Lovelace"],
    ["\u200B\u2060\u3164", "@ada"],
    ["   ", "@ada"],
    ["\u202E\u202D", "@ada"],
  ])("NameOf_%j_Is_%s", (displayName, name) => {
    expect(nameOf({ displayName, handle: "ada" })).toBe(name);
  });

  it.each([
    ["Ada Lovelace", "AL"],
    ["ada", "A"],
    ["@ada_lovelace", "AL"],
    ["👩‍👩‍👧 Family", "👩‍👩‍👧F"],
    ["", ""],
  ])("InitialsOf_%s_Are_%s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it.each([
    ["https://example.org/a", "example.org"],
    ["http://example.org", null],
    ["javascript:alert(1)", null],
    ["nothing", null],
  ])("LinkHost_%s_Is_%s", (url, host) => {
    expect(linkHost(url)).toBe(host);
  });
});

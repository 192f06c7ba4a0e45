import { effect } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { blocksOf, isSameOrder, type Listener, partAudience, unseenCount } from "../../src/model/audience";
import { createCrowd } from "../../src/room/crowd";

const listener = (userId: string, followedBySpeakers = false, displayName = userId): Listener => ({
  userId,
  handle: userId,
  displayName,
  followedBySpeakers,
});
const nobody: ReadonlySet<string> = new Set();

describe("partAudience", () => {
  it("PartAudience_FollowedAndOthers_StandApart", () => {
    const parts = partAudience([listener("a"), listener("b", true), listener("c")], nobody, "");

    expect(parts).toEqual({ followed: ["b"], others: ["a", "c"] });
  });

  it("PartAudience_ThoseOnStageAndTwice_AreLeftOut", () => {
    const parts = partAudience([listener("a"), listener("s"), listener("a")], new Set(["s"]), "");

    expect(parts.others).toEqual(["a"]);
  });

  it("PartAudience_TheViewer_StandsFirst", () => {
    expect(partAudience([listener("a"), listener("me")], nobody, "me").others).toEqual(["me", "a"]);
  });

  it("UnseenCount_IsNeverBelowNone", () => {
    expect([unseenCount(1000, 200), unseenCount(1, 3)]).toEqual([800, 0]);
  });

  it("BlocksOf_KeepsOrderAndLosesNobody", () => {
    const ids = Array.from({ length: 101 }, (_, index) => String(index));

    expect(blocksOf(ids, 48).map((block) => block.length)).toEqual([48, 48, 5]);
    expect(isSameOrder(blocksOf(ids, 48).flat(), ids)).toBe(true);
  });
});

describe("crowd", () => {
  const thousand = Array.from({ length: 1000 }, (_, index) => listener(`u${index}`));

  it("Update_TwentyOfAThousandChange_DrawsTwentyTilesAndNoList", () => {
    const crowd = createCrowd();
    crowd.update(thousand, nobody, "");
    let tiles = -thousand.length;
    let lists = -1;
    for (const { userId } of thousand) {
      effect(() => {
        if (crowd.person(userId)?.value) tiles++;
      });
    }
    effect(() => {
      if (crowd.others.value.length > 0) lists++;
    });

    crowd.update(
      thousand.map((person, index) => (index % 50 === 0 ? { ...person, displayName: "new" } : { ...person })),
      nobody,
      "",
    );

    expect({ tiles, lists }).toEqual({ tiles: 20, lists: 0 });
  });

  it("Update_SomebodyGoes_IsForgotten", () => {
    const crowd = createCrowd();
    crowd.update([listener("a"), listener("b")], nobody, "");

    crowd.update([listener("b")], nobody, "");

    expect(crowd.person("a")).toBeUndefined();
    expect(crowd.others.value).toEqual(["b"]);
  });

  it("Update_SomebodyComesOnStage_LeavesTheAudience", () => {
    const crowd = createCrowd();
    crowd.update([listener("a"), listener("b")], nobody, "");

    crowd.update([listener("a"), listener("b")], new Set(["a"]), "");

    expect(crowd.others.value).toEqual(["b"]);
    expect(crowd.size.value).toBe(1);
  });
});

import { describe, expect, it } from "vitest";
import { focusedName, tabTo, visit } from "./visitor";

const phone = { viewport: { width: 390, height: 844 } };

describe("a page for everybody", () => {
  it("LiveRegion_IsOneAndPolite", async () => {
    const { page } = await visit("/room/r1");
    await page.locator(".door-card .button-primary").click();
    await page.locator(".room-bar").waitFor();

    const live = await page.locator("[aria-live]").evaluateAll((all) => all.map((one) => one.getAttribute("aria-live")));

    expect(live).toEqual(["polite"]);
  });

  it.each(["/", "/room/r1", "/room/r1?room=speaker", "/room/r1?room=hand", "/room/r1?room=host", "/room/r1?signedIn=0"])(
    "BottomBar_HasTargetsOf44Pixels: %s",
    async (path) => {
      const { page } = await visit(path, "en", phone);
      if (path !== "/") {
        await page.locator(".door-card .button-primary").first().click();
        await page.locator(".room-bar").waitFor();
      }

      const small = await page.locator(".bottom-bar a, .bottom-bar button, .room-bar button").evaluateAll((all) =>
        all
          .map((one) => ({ name: one.getAttribute("aria-label") ?? one.textContent, box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
          .map(({ name, box }) => `${name} ${box.width}×${box.height}`),
      );

      expect(small).toEqual([]);
    },
  );

  it("Shortcuts_OpenByQuestionMark_AndTheFocusComesBack", async () => {
    const visitor = await visit("/");
    const { page, say } = visitor;
    await tabTo(visitor, say("nav.search"));

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: say("keys.title") }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });

    expect(await focusedName(visitor)).toBe(say("nav.search"));
  });

  it("SkipLink_LeadsToTheContent", async () => {
    const visitor = await visit("/");
    await tabTo(visitor, visitor.say("nav.skip"));
    await visitor.page.keyboard.press("Enter");

    expect(await visitor.page.evaluate(() => document.activeElement?.id)).toBe("main");
  });

  it("ReducedMotion_NothingMoves", async () => {
    const { page, inRoom } = await visit("/room/r1");
    await page.locator(".door-card .button-primary").click();
    await page.locator(".room-bar").waitFor();
    await inRoom((room) => room.crowdReacts("wave", 40), null);

    const longest = await page.evaluate(() =>
      Math.max(0, ...document.getAnimations().map((one) => Number(one.effect?.getComputedTiming().activeDuration ?? 0))),
    );

    expect(longest).toBeLessThanOrEqual(200);
  });

  it("ForcedColours_TheOwnStateIsStillTold", async () => {
    const visitor = await visit("/room/r1?room=speaker", "en", { forcedColors: "active" });
    const { page, say } = visitor;
    await page.locator(".door-card .button-primary").click();

    await page.locator(".mic-words", { hasText: say("mic.on") }).waitFor();
    await tabTo(visitor, say("room.leaveStage"));
  });
});

describe("two languages", () => {
  it("Switch_ChangesTheWordsWithoutALoad", async () => {
    const { page } = await visit("/?signedIn=0");
    await page.evaluate(() => Object.assign(window, { loadedOnce: true }));

    await page.getByRole("button", { name: "Français" }).click();
    await page.locator("html[lang=fr]").waitFor({ state: "attached" });

    expect(await page.evaluate(() => "loadedOnce" in window)).toBe(true);
    await page.reload();
    await page.locator("html[lang=fr]").waitFor({ state: "attached" });
  });
});

describe("words of others", () => {
  it("HostileNameOnStage_IsText_AndBreaksNoLine", async () => {
    const { page, inRoom } = await visit("/room/r1", "en", phone);
    await page.locator(".door-card .button-primary").click();
    await page.locator(".room-bar").waitFor();
    const name = `<img src=x onerror=alert(1)>\u202E${"😀".repeat(200)}\u200B`;
    await inRoom((room, hostile) => {
      const stage = room.state.get()?.stage ?? [];
      room.change({ title: hostile, stage: stage.map((one, index) => (index === 0 ? { ...one, displayName: hostile } : one)) });
    }, name);
    await page.locator("h1", { hasText: "<img src=x" }).waitFor();

    expect(await page.locator("main img[src=x]").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await page.locator("h1").textContent()).not.toContain("\u202E");
  });
});

describe("a room that goes on", () => {
  it("BrowsingAway_KeepsTheRoom_AndItsPlayerLeavesIt", async () => {
    const { page, say } = await visit("/room/r1?room=speaker");
    await page.locator(".door-card .button-primary").click();
    await page.locator(".room-bar").waitFor();

    await page.keyboard.press("g");
    const player = page.locator(".mini");
    await player.getByRole("button", { name: say("mic.mute") }).click();
    await player.getByRole("button", { name: say("mic.unmute") }).waitFor();
    await player.getByRole("button", { name: say("room.leaveQuietly") }).click();

    await player.waitFor({ state: "detached" });
  });

  it("SharedLink_WithoutAnAccount_IsOneTapFromSound", async () => {
    const { page, say } = await visit("/room/r1?signedIn=0");

    await page.getByRole("button", { name: say("door.guest") }).click();

    await page.getByRole("button", { name: say("guest.speak") }).waitFor();
    expect(await page.locator(".reactions, .button-hand").count()).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { tabTo, visit } from "./visitor";

/* From the audience to the stage and down again without a mouse, in both languages, at both ends. */
describe.each(["en", "fr"] as const)("by keyboard alone, in %s", (language) => {
  it("listener_FromTheDoorToTheStageAndDown", async () => {
    const visitor = await visit("/room/r1", language);
    const { page, say, inRoom, asked } = visitor;
    await tabTo(visitor, say("door.enter"));
    await page.keyboard.press("Enter");
    await page.locator(".room-bar").waitFor();

    await page.keyboard.press("h");
    await page.locator("dialog[open]").waitFor();
    await tabTo(visitor, say("hand.question"));
    await page.keyboard.type("Why?");
    await page.keyboard.press("Enter");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    expect(await asked()).toContain("raiseHand Why?");
    await page.locator(".hand-place").waitFor();

    await inRoom((room) => room.change({ invitedToStage: true }), null);
    await tabTo(visitor, say("invite.accept"));
    await page.keyboard.press("Enter");
    await page.locator(".mic-button:focus").waitFor();
    expect(await asked()).toContain("takeStage");
    expect(await page.locator(".mic-words").textContent()).toBe(say("mic.off"));

    await page.keyboard.press("Space");
    await page.getByText(say("mic.on")).waitFor();
    expect(await asked()).toContain("setMuted false");

    await inRoom((room) => {
      void room.leaveStage();
      room.emitNotice({ kind: "movedDown", byUserId: room.state.get()?.hostUserId ?? "" });
    }, null);
    await page.locator(".mic-button").waitFor({ state: "detached" });
    const told = say("notice.movedDown").split("}").at(-1) ?? "";
    await page.locator("[aria-live=polite]", { hasText: told.trim() }).waitFor({ state: "attached" });

    await page.keyboard.press("l");
    await page.locator(".room-bar").waitFor({ state: "detached" });
  });

  it("host_CallsUpAndMovesDown", async () => {
    const visitor = await visit("/room/r1?room=host", language);
    const { page, say, asked, inRoom } = visitor;
    await tabTo(visitor, say("door.enter"));
    await page.keyboard.press("Enter");
    await page.locator(".queue").waitFor();
    const first = await inRoom((room) => room.state.get()?.hands[0]?.userId ?? "", null);

    await tabTo(visitor, say("queue.callUp"));
    await page.keyboard.press("Enter");
    await expect.poll(asked).toContain(`inviteToStage ${first}`);

    const speaker = await inRoom((room) => room.state.get()?.stage.at(-1), null);
    await tabTo(visitor, speaker?.displayName ?? "");
    await page.keyboard.press("Enter");
    await page.locator("dialog[open]").waitFor();
    await tabTo(visitor, say("moderate.moveDown"));
    await page.keyboard.press("Enter");
    await expect.poll(asked).toContain(`moveDown ${speaker?.userId ?? ""}`);
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  });
});

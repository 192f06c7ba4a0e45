import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/until.js";
import { person } from "./people.js";
import { startSilo } from "./silo.js";
import type { Silo } from "./silo.js";

let silo: Silo;

beforeAll(async () => {
  silo = await startSilo();
});

afterAll(() => silo.stop());

it("aServerKilledAndStartedAgain_hasASpeakerAndAListenerBackWithin2SecondsOfReadiness", async () => {
  const [ann, bob] = [await person("ann", silo.server), await person("bob", silo.server)];
  const card = await ann.client.calls.rooms.createRoom({ title: "Tea", language: "en" });
  const stage = ann.client.enterRoom(card.roomId);
  await stage.joined;
  await stage.takeStage();
  const audience = bob.client.enterRoom(card.roomId);
  await audience.joined;

  await silo.restart();
  const readyAt = performance.now();
  const isLive = (connection: { readonly kind: string }): boolean => connection.kind === "live";
  await Promise.all([until(stage.connection, isLive), until(audience.connection, isLive)]);
  const backAfterMs = performance.now() - readyAt;
  await until(stage.voice, (voice) => voice.openness === "open");
  await until(audience.state, (state) => state?.stage.some((one) => one.userId === ann.userId && !one.muted) === true);

  console.log(`back ${Math.round(backAfterMs)} ms after the server was ready`);
  expect(backAfterMs).toBeLessThan(2_000);
  await Promise.all([stage.leave(), audience.leave()]);
});

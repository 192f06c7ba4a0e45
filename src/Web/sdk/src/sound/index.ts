/**
 * The sound of a room: loaded when a room is entered, so that the page's first load carries none of it. `createSoundEngine` is the whole of
 * it; the functions beside it keep a phone's lock screen and screen in step with a room.
 */
import type { SoundEngineOptions } from "../soundEngine.js";
import { Engine } from "./engine/engine.js";
import { soundAssets } from "./platform/assets.js";
import { browserPlatform } from "./platform/platform.js";

/** Makes the page's engine. Nothing is loaded or asked for before `start`. */
export function createSoundEngine(options: SoundEngineOptions): Engine {
  return new Engine(options, browserPlatform(soundAssets));
}

export type { Engine } from "./engine/engine.js";
export { HoldToTalk } from "./microphone/holdToTalk.js";
export { RoomMediaSession, type RoomKeys, type RoomOnScreen } from "./platform/mediaSession.js";
export { ScreenWakeLock } from "./platform/wakeLock.js";

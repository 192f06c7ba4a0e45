import "@fontsource-variable/figtree/wght.css";
import "../../src/styles/index.css";
import { boot } from "../../src/boot";
import { FakeClient, type Mood, type Scene } from "./client";
import type { RoomScene } from "./room";

/** `?signedIn=0&mood=empty&room=host`: what the page meets. Kept for the whole visit, since the page goes to other addresses. */
const asked = new URLSearchParams(window.location.search);
const scene: Scene = {
  signedIn: asked.get("signedIn") !== "0",
  mood: (asked.get("mood") ?? "lively") as Mood,
  room: (asked.get("room") ?? "listener") as RoomScene,
};

const client = new FakeClient(scene);
Object.assign(window, { fake: client });
void boot(client.asClient());

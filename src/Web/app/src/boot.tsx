import type { Client } from "@audiorooms/client";
import { render } from "preact";
import { App } from "./app";
import { startLocale } from "./i18n";
import { go, route, startRouter } from "./router/router";
import { preload } from "./screens";
import { provideClient } from "./services/client";
import { startRooms } from "./state/room";
import { startSession } from "./state/session";
import { startTheme } from "./state/taste";

/** Starts the page on a client; tests bring another one. */
export async function boot(client: Client): Promise<void> {
  provideClient(client);
  startTheme();
  startRouter();
  startSession();
  startRooms();
  const restored = client.restore();
  await startLocale();
  if (route.peek().screen === "hallway") preload("hallway");
  const root = document.getElementById("app");
  if (root) render(<App />, root);
  await restored;
  startWorker();
}

/** The service worker shows notifications; what it opens is opened here when a page is there already, so that sound goes on. */
function startWorker(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker.addEventListener("message", (event: MessageEvent<unknown>) => {
    const { data } = event;
    if (typeof data === "object" && data !== null && "path" in data && typeof data.path === "string") go(data.path);
  });
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined);
}

import { Refused, Unreachable } from "@audiorooms/client";
import { t } from "../i18n";
import { client } from "./client";

/*
 * Notifications outside of the page, for this device alone. The browser makes the subscription, the gateway keeps it until the device is gone. The
 * gateway knows the person by the session's cookie; the header is one that no form of another site can set.
 */

export type PushState = "unsupported" | "denied" | "off" | "on" | "unavailable" | "none";

const isSupported = (): boolean => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

export async function pushState(): Promise<PushState> {
  if (!isSupported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return "unavailable";
  if ((await client().about()).pushKey === null) return "none";
  return (await registration.pushManager.getSubscription()) ? "on" : "off";
}

/** Asks the person, then the browser, then tells the gateway. To be called in a gesture. */
export async function switchPushOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const { pushKey } = await client().about();
  if (pushKey === null) return "none";
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(pushKey),
  });
  await ask("push-subscribe", subscription.toJSON());
  return "on";
}

export async function switchPushOff(): Promise<PushState> {
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  if (subscription) {
    await ask("push-unsubscribe", { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
  }
  return "off";
}

async function ask(path: string, body: unknown): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`/session/${path}`, {
      method: "POST",
      headers: { "x-audiorooms": "1", "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch (error) {
    throw new Unreachable("The server could not be reached.", { cause: error });
  }
  if (!response.ok)
    throw new Refused(response.headers.get("refusal-code") ?? "unavailable", `The server answered ${response.status}.`);
}

/** A key in base64url as bytes. */
export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(
    base64url
      .replace(/-/g, "+")
      .replace(/_/g, "/")
      .padEnd(Math.ceil(base64url.length / 4) * 4, "="),
  );
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export const pushWords = (state: PushState): string => (t as (key: `push.${PushState}`) => string)(`push.${state}`);

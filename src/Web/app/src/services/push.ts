import { Refused, Unreachable } from "@audiorooms/client";
import { t } from "../i18n";

/*
 * Notifications outside of the page, for this device alone. The browser makes the subscription, the gateway keeps it until the device is gone. The
 * gateway knows the person by the session's cookie; the header is one that no form of another site can set.
 */

export type PushState = "unsupported" | "denied" | "off" | "on" | "unavailable";

const isSupported = (): boolean => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

export async function pushState(): Promise<PushState> {
  if (!isSupported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return "unavailable";
  return (await registration.pushManager.getSubscription()) ? "on" : "off";
}

/** Asks the person, then the browser, then tells the gateway. To be called in a gesture. */
export async function switchPushOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(await publicKey()),
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

async function publicKey(): Promise<string> {
  const answer: unknown = await (await ask("push-key")).json();
  if (typeof answer === "object" && answer !== null && "publicKey" in answer && typeof answer.publicKey === "string")
    return answer.publicKey;
  throw new Refused("unavailable", "The server has no key for notifications.");
}

async function ask(path: string, body?: unknown): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/session/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "x-audiorooms": "1", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch (error) {
    throw new Unreachable("The server could not be reached.", { cause: error });
  }
  if (!response.ok)
    throw new Refused(response.headers.get("refusal-code") ?? "unavailable", `The server answered ${response.status}.`);
  return response;
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

/** What the tabs of one browser tell each other: they share one cookie, and so one session. */
export interface TabMessage {
  /** Who is signed in now; null for nobody. */
  readonly userId: string | null;
}

export interface Tabs {
  /** Runs one task of all tabs at a time: a refresh token works once. */
  exclusive<T>(task: () => Promise<T>): Promise<T>;
  post(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): void;
}

const NAME = "audiorooms.session";

/** By Web Locks and a BroadcastChannel where the browser has them; without, a tab is alone. */
export function browserTabs(): Tabs {
  const locks = (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
  // In Node a channel would keep the process alive.
  (channel as { unref?: () => void } | null)?.unref?.();
  return {
    exclusive: (task) => (locks ? locks.request(NAME, task) : task()),
    post: (message) => {
      channel?.postMessage(message);
    },
    onMessage: (listener) => {
      channel?.addEventListener("message", (event: MessageEvent<unknown>) => {
        const userId = (event.data as TabMessage | null)?.userId;
        if (userId === null || typeof userId === "string") {
          listener({ userId });
        }
      });
    },
  };
}

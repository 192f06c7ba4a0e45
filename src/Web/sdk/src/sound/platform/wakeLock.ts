type Page = Pick<Document, "addEventListener" | "removeEventListener" | "visibilityState">;

/** Keeps the screen on while somebody speaks. A browser drops the lock when the page is hidden; it is taken again when the page is back. */
export class ScreenWakeLock {
  readonly #wakeLock: WakeLock | undefined;
  readonly #page: Page;
  #isWanted = false;
  #sentinel: Pick<WakeLockSentinel, "release" | "released"> | null = null;
  #request = 0;

  constructor(wakeLock: WakeLock | undefined = globalThis.navigator.wakeLock, page: Page = document) {
    this.#wakeLock = wakeLock;
    this.#page = page;
  }

  get isHeld(): boolean {
    return this.#sentinel !== null && !this.#sentinel.released;
  }

  async hold(): Promise<void> {
    if (!this.#isWanted) {
      this.#isWanted = true;
      this.#page.addEventListener("visibilitychange", this.#returned);
    }

    await this.#take();
  }

  async release(): Promise<void> {
    this.#isWanted = false;
    this.#request++;
    this.#page.removeEventListener("visibilitychange", this.#returned);
    const sentinel = this.#sentinel;
    this.#sentinel = null;
    await sentinel?.release();
  }

  readonly #returned = (): void => {
    void this.#take();
  };

  async #take(): Promise<void> {
    if (this.#wakeLock === undefined || this.isHeld || this.#page.visibilityState !== "visible") {
      return;
    }

    const request = ++this.#request;
    let sentinel: WakeLockSentinel;
    try {
      sentinel = await this.#wakeLock.request("screen");
    } catch {
      // Refused by a low battery or the system's settings: the screen goes dark, and the sound goes on.
      return;
    }

    if (request === this.#request && this.#isWanted) {
      this.#sentinel = sentinel;
    } else {
      await sentinel.release();
    }
  }
}

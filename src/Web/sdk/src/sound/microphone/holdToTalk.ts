import type { SoundMicrophone } from "../../soundEngine.js";

/**
 * Push to talk: the microphone is open while a key or a button is held, and muted otherwise. Losing the focus, the page or the stage is
 * letting go: a key-up that never comes must not leave a microphone open.
 */
export class HoldToTalk {
  readonly #microphone: Pick<SoundMicrophone, "set" | "state">;
  readonly #page: Pick<Document, "addEventListener" | "removeEventListener">;
  readonly #window: Pick<Window, "addEventListener" | "removeEventListener">;
  #isHeld = false;

  constructor(
    microphone: Pick<SoundMicrophone, "set" | "state">,
    page: Pick<Document, "addEventListener" | "removeEventListener"> = document,
    window: Pick<Window, "addEventListener" | "removeEventListener"> = globalThis.window,
  ) {
    this.#microphone = microphone;
    this.#page = page;
    this.#window = window;
    this.#page.addEventListener("visibilitychange", this.release);
    this.#window.addEventListener("blur", this.release);
    this.#window.addEventListener("pagehide", this.release);
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** The key or button went down. Repeats of a held key do nothing; off the stage (microphone closed) neither does the first. */
  readonly press = (): void => {
    if (!this.#isHeld && this.#microphone.state.get().openness !== "closed") {
      this.#isHeld = true;
      void this.#microphone.set("open");
    }
  };

  readonly release = (): void => {
    if (this.#isHeld) {
      this.#isHeld = false;
      if (this.#microphone.state.get().openness !== "closed") {
        void this.#microphone.set("muted");
      }
    }
  };

  /** Push to talk was switched off. */
  close(): void {
    this.release();
    this.#page.removeEventListener("visibilitychange", this.release);
    this.#window.removeEventListener("blur", this.release);
    this.#window.removeEventListener("pagehide", this.release);
  }
}

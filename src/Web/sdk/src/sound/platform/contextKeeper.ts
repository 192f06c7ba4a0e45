import type { SoundState } from "../../soundEngine.js";

/** What a person does that a browser takes for a wish to hear. Which of them counts differs between browsers, so each is tried. */
const GESTURES = ["pointerdown", "pointerup", "touchend", "keydown", "click"] as const;

/** Safari has a state more than the standard: a phone call, an alarm or another program has the sound. */
type AnyContextState = AudioContextState | "interrupted";

type PageEvents = Pick<Document, "addEventListener" | "removeEventListener">;
type KeptContext = Pick<AudioContext, "state" | "resume" | "addEventListener" | "removeEventListener">;

export function soundStateOf(state: AnyContextState): SoundState {
  switch (state) {
    case "running":
      return "running";
    case "interrupted":
      return "interrupted";
    case "closed":
      return "failed";
    default:
      return "blocked";
  }
}

/**
 * Keeps a context running. A browser may refuse to begin without a gesture, and may stop a context later; one missed gesture must not mean
 * silence for good. So every gesture tries again until the context runs, and so does coming back to the page.
 */
export class ContextKeeper {
  readonly #context: KeptContext;
  readonly #page: PageEvents;
  readonly #onState: (state: SoundState) => void;
  readonly #onGesture: () => void;

  /** @param onGesture What else wants a gesture: an audio element does. */
  constructor(context: KeptContext, page: PageEvents, onState: (state: SoundState) => void, onGesture: () => void) {
    this.#context = context;
    this.#page = page;
    this.#onState = onState;
    this.#onGesture = onGesture;
    context.addEventListener("statechange", this.#changed);
    for (const gesture of GESTURES) {
      page.addEventListener(gesture, this.resume, { capture: true, passive: true });
    }

    page.addEventListener("visibilitychange", this.resume);
  }

  get state(): SoundState {
    return soundStateOf(this.#context.state);
  }

  /** Never waits: without a gesture a browser leaves the answer open until there is one. */
  readonly resume = (): void => {
    this.#onGesture();
    if (this.state === "blocked" || this.state === "interrupted") {
      // A refusal is no news: the state tells it, and the next gesture tries again.
      this.#context.resume().catch(() => undefined);
    }
  };

  close(): void {
    this.#context.removeEventListener("statechange", this.#changed);
    for (const gesture of GESTURES) {
      this.#page.removeEventListener(gesture, this.resume, { capture: true });
    }

    this.#page.removeEventListener("visibilitychange", this.resume);
  }

  readonly #changed = (): void => {
    const state = this.state;
    this.#onState(state);
    if (state === "blocked") {
      // After a phone call Safari leaves the context suspended, with the old gesture still good.
      this.resume();
    }
  };
}

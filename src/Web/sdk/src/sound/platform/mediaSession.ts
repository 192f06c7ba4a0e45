/** What the lock screen and the keyboard's media keys show of a room. */
export interface RoomOnScreen {
  readonly title: string;
  /** Who speaks, or the club. */
  readonly artist: string;
  readonly artwork?: readonly MediaImage[];
}

export interface RoomKeys {
  /** The key for the microphone; null while there is none to switch. */
  readonly toggleMicrophone: (() => void) | null;
  readonly leave: () => void;
  /** Play and pause: a room cannot wait, so pausing is deafening. */
  readonly setDeafened: (isDeafened: boolean) => void;
}

const ACTIONS = ["play", "pause", "togglemicrophone", "hangup"] as const;
type Action = (typeof ACTIONS)[number];

/** Shows a room on the lock screen, and takes its keys. Does nothing where the browser has no such thing. */
export class RoomMediaSession {
  readonly #session: MediaSession | undefined;
  #isPaused = false;

  constructor(navigator: { readonly mediaSession?: MediaSession } = globalThis.navigator) {
    this.#session = navigator.mediaSession;
  }

  show(room: RoomOnScreen, keys: RoomKeys): void {
    const session = this.#session;
    if (session === undefined) {
      return;
    }

    session.metadata = new MediaMetadata({ title: room.title, artist: room.artist, artwork: [...(room.artwork ?? [])] });
    session.playbackState = this.#isPaused ? "paused" : "playing";
    this.#handle("togglemicrophone", keys.toggleMicrophone);
    this.#handle("hangup", keys.leave);
    const setPaused = (isPaused: boolean) => () => {
      this.#isPaused = isPaused;
      session.playbackState = isPaused ? "paused" : "playing";
      keys.setDeafened(isPaused);
    };
    this.#handle("pause", setPaused(true));
    this.#handle("play", setPaused(false));
  }

  /** Shown by some browsers beside the keys. */
  setMicrophoneOpen(isOpen: boolean): void {
    void (this.#session as { setMicrophoneActive?: (isOpen: boolean) => unknown } | undefined)?.setMicrophoneActive?.(isOpen);
  }

  clear(): void {
    this.#isPaused = false;
    if (this.#session !== undefined) {
      this.#session.metadata = null;
      this.#session.playbackState = "none";
      for (const action of ACTIONS) {
        this.#handle(action, null);
      }
    }
  }

  #handle(action: Action, handler: (() => void) | null): void {
    try {
      this.#session?.setActionHandler(action as MediaSessionAction, handler);
    } catch (error) {
      // A browser throws on actions that it does not know; the others still hold.
      if (!(error instanceof TypeError)) {
        throw error;
      }
    }
  }
}

import type { SoundPlatform } from "../platform/platform.js";

type ContextWithSink = AudioContext & { setSinkId?: (id: string) => Promise<void> };

/** Where the sound comes out: the context's own output, or an audio element where that is the only way to choose one. */
export class OutputSink {
  readonly #context: ContextWithSink;
  readonly #node: AudioNode;
  readonly #platform: SoundPlatform;
  #element: HTMLAudioElement | null = null;

  constructor(context: AudioContext, node: AudioNode, platform: SoundPlatform) {
    this.#context = context;
    this.#node = node;
    this.#platform = platform;
    if (platform.needsElement) {
      this.#playThroughElement();
    } else {
      node.connect(context.destination);
    }
  }

  /** @param id Empty for the system's default. @throws The browser's own error: no such device, or no permission for it. */
  async choose(id: string): Promise<void> {
    if (this.#element === null && this.#context.setSinkId !== undefined) {
      await this.#context.setSinkId(id);
      return;
    }

    if (this.#element === null && id === "") {
      return;
    }

    if (!canChooseOutput()) {
      throw new DOMException("This browser cannot choose an output.", "NotSupportedError");
    }

    await (this.#element ?? this.#playThroughElement()).setSinkId(id);
  }

  /** An element wants a gesture as a context does. */
  resume(): void {
    if (this.#element?.paused === true) {
      this.#element.play().catch(() => undefined);
    }
  }

  close(): void {
    this.#node.disconnect();
    if (this.#element !== null) {
      this.#element.pause();
      this.#element.srcObject = null;
    }
  }

  #playThroughElement(): HTMLAudioElement {
    const destination = this.#context.createMediaStreamDestination();
    const element = this.#platform.createAudioElement();
    element.srcObject = destination.stream;
    this.#node.disconnect();
    this.#node.connect(destination);
    this.#element = element;
    this.resume();
    return element;
  }
}

export function canChooseOutput(): boolean {
  return (
    (typeof AudioContext !== "undefined" && "setSinkId" in AudioContext.prototype) ||
    (typeof HTMLMediaElement !== "undefined" && "setSinkId" in HTMLMediaElement.prototype)
  );
}

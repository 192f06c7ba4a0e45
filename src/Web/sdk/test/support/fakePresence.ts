import { Emitter } from "../../src/observable.js";
import type { Presence } from "../../src/presence.js";

export class FakePresence implements Presence {
  isHidden = false;
  readonly #changed = new Emitter<void>();

  readonly onChange = this.#changed.listen;

  hide(): void {
    this.isHidden = true;
    this.#changed.emit();
  }

  show(): void {
    this.isHidden = false;
    this.#changed.emit();
  }

  online(): void {
    this.#changed.emit();
  }
}

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";

export interface Question {
  readonly title: string;
  readonly text: ComponentChildren;
  readonly yes: string;
  readonly dangerous: boolean;
  readonly answer: (yes: boolean) => void;
}

/** What is asked at the moment; `ConfirmSheet` shows it. */
export const question = signal<Question | null>(null);

/** Asks before something that cannot be taken back. Resolves with the answer; closing the sheet is a no. */
export function confirm(asked: {
  readonly title: string;
  readonly text: ComponentChildren;
  readonly yes: string;
  readonly dangerous?: boolean;
}): Promise<boolean> {
  question.value?.answer(false);
  return new Promise((resolve) => {
    question.value = {
      ...asked,
      dangerous: asked.dangerous ?? true,
      answer: (yes) => {
        question.value = null;
        resolve(yes);
      },
    };
  });
}

import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n';
import { Button } from './button';
import { Sheet } from './sheet';

interface Question {
  readonly title: string;
  readonly text: ComponentChildren;
  readonly yes: string;
  readonly dangerous: boolean;
  readonly answer: (yes: boolean) => void;
}

const question = signal<Question | null>(null);

/** Asks before something that cannot be taken back. Resolves with the answer; closing the sheet is a no. */
export function confirm(asked: { readonly title: string; readonly text: ComponentChildren; readonly yes: string; readonly dangerous?: boolean }): Promise<boolean> {
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

/** Where {@link confirm} is drawn; once in the page. */
export function ConfirmOutlet() {
  const asked = question.value;
  if (!asked) return null;
  return (
    <Sheet
      key={asked.title}
      title={asked.title}
      onClose={() => asked.answer(false)}
      actions={
        <>
          <Button kind="plain" onClick={() => asked.answer(false)}>{t('action.cancel')}</Button>
          <Button kind={asked.dangerous ? 'danger' : 'primary'} onClick={() => asked.answer(true)}>{asked.yes}</Button>
        </>
      }
    >
      <p class="lead">{asked.text}</p>
    </Sheet>
  );
}

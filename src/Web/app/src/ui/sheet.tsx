import { X } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../i18n";
import { IconButton } from "./button";
import { openSheets } from "./sheets-open";
import { Toasts } from "./toasts";

export interface SheetProps {
  readonly title: string;
  /** The title is read out, not drawn. */
  readonly hideTitle?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly hue?: number;
  readonly wide?: boolean;
  /** Nothing in it takes the focus: the text itself does, so that keys scroll it. */
  readonly isText?: boolean;
}

/**
 * A modal sheet over the page: from below on a phone, in the middle on a desk. The browser's own dialog keeps the focus inside, closes on Escape
 * and makes the rest inert; the focus goes back to where it was.
 */
export function Sheet({ title, hideTitle, onClose, children, actions, hue, wide, isText }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    openSheets.value = [...openSheets.peek(), titleId];
    return () => {
      openSheets.value = openSheets.peek().filter((id) => id !== titleId);
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={`sheet${wide ? " sheet-wide" : ""}`}
      aria-labelledby={titleId}
      style={hue === undefined ? undefined : { "--hue": hue }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        // The backdrop belongs to the dialog's own box: what is clicked outside of its rectangle is the backdrop.
        if (event.target === dialog.current && isOutside(event, dialog.current)) onClose();
      }}
    >
      <header class="sheet-top">
        <span class="sheet-grip" aria-hidden="true" />
        <h2 id={titleId} class={hideTitle ? "unseen" : "words"} tabIndex={-1} autofocus>
          {title}
        </h2>
        <IconButton icon={X} label={t("action.close")} onClick={onClose} class="sheet-close" />
      </header>
      <div class="sheet-body" tabIndex={isText ? 0 : undefined}>
        {children}
      </div>
      {actions && <footer class="sheet-actions">{actions}</footer>}
      {openSheets.value.at(-1) === titleId && <Toasts />}
    </dialog>
  );
}

function isOutside(event: MouseEvent, element: HTMLElement | null): boolean {
  if (!element) return false;
  const box = element.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

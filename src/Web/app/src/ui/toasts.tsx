import { X } from "lucide-preact";
import { t } from "../i18n";
import { announcement, dismissToast, toasts } from "../state/voice-over";
import { IconButton } from "./button";

/** Short words at the edge of the page. They are read out by the one live region, not by themselves. */
export function Toasts() {
  return (
    <>
      <div class="unseen" role="status" aria-live="polite" aria-atomic="true">
        {announcement.value}
      </div>
      <div class="toasts">
        {toasts.value.map((toast) => (
          <div key={toast.id} class={`toast toast-${toast.tone}`}>
            <span class="words">{toast.text}</span>
            {toast.action && (
              <button
                type="button"
                class="toast-action"
                onClick={() => {
                  toast.action?.run();
                  dismissToast(toast.id);
                }}
              >
                {toast.action.label}
              </button>
            )}
            <IconButton icon={X} label={t("action.close")} onClick={() => dismissToast(toast.id)} />
          </div>
        ))}
      </div>
    </>
  );
}

import { t } from "../i18n";

/** Grey shapes where lines will stand; read out as one word. */
export function Skeleton({ rows = 4, kind = "rows" }: { readonly rows?: number; readonly kind?: "rows" | "cards" | "page" }) {
  return (
    <div class={`skeleton skeleton-${kind}`} role="status" aria-label={t("state.loading")}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} class="bone" aria-hidden="true" />
      ))}
    </div>
  );
}

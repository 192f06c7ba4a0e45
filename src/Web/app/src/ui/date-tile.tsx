import { languageTag } from "../i18n";

/** The day of an event as a leaf of a calendar. The words beside it say it in full, so it is not read out. */
export function DateTile({ atMs }: { readonly atMs: number }) {
  if (atMs === 0)
    return (
      <span class="date-tile" aria-hidden="true">
        <span class="date-day">·</span>
      </span>
    );
  const tag = languageTag.value;
  const date = new Date(atMs);
  return (
    <span class="date-tile" aria-hidden="true">
      <span class="date-month">{new Intl.DateTimeFormat(tag, { month: "short" }).format(date)}</span>
      <span class="date-day numbers">{date.getDate()}</span>
    </span>
  );
}

import { formatLanguage } from "../i18n/format";
import type { Choice } from "./field";

/** Languages that are offered for rooms, clubs and profiles; one that is set already is always among them. */
const offered = ["en", "fr", "ar", "de", "es", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"];

export function languageChoices(current: string): Choice<string>[] {
  const tags = current === "" || offered.includes(current) ? offered : [current, ...offered];
  return tags.map((tag) => ({ value: tag, label: formatLanguage(tag) }));
}

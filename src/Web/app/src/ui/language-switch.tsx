import { chooseLocale, locale, locales, t } from "../i18n";

/** The two languages, each in its own words; switches without loading anything of the screen anew. */
export function LanguageSwitch() {
  return (
    <div class="tabs tabs-small" role="group" aria-label={t("field.pageLanguage")}>
      {locales.map((one) => (
        <button
          key={one.id}
          type="button"
          class="tab"
          lang={one.id}
          aria-pressed={locale.value === one.id}
          onClick={() => void chooseLocale(one.id)}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}

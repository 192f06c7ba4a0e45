import { chooseLocale, locale, locales, t } from "../i18n";
import { viewerZone } from "../i18n/format";
import { type Theme, theme } from "../state/taste";
import { Choices } from "../ui/field";

export function AppearanceSettings() {
  return (
    <div class="stack panel">
      <Choices
        label={t("field.pageLanguage")}
        value={locale.value}
        onChoose={(next) => void chooseLocale(next)}
        choices={locales.map((one) => ({ value: one.id, label: one.name }))}
      />
      <Choices<Theme>
        label={t("appearance.theme")}
        value={theme.value}
        onChoose={(next) => (theme.value = next)}
        choices={[
          { value: "system", label: t("appearance.system") },
          { value: "light", label: t("appearance.light") },
          { value: "dark", label: t("appearance.dark") },
        ]}
      />
      <p class="soft small">{t("events.zone", { zone: viewerZone().replace(/_/g, " ") })}</p>
    </div>
  );
}

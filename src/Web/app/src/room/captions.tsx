import { Captions as CaptionsIcon } from "lucide-preact";
import { t } from "../i18n";

/** Where captions stand, several speakers at once. Rooms have none yet; the area says so instead of being empty. */
export function Captions() {
  return (
    <section class="captions" aria-label={t("captions.label")}>
      <CaptionsIcon size={18} aria-hidden="true" />
      <p class="soft small">{t("captions.none")}</p>
    </section>
  );
}

import { t } from "../i18n";
import { useAbout } from "../state/about";

/** What everybody should know before anything is said: others may record, and whether a copy is kept. */
export function Honest() {
  const keptDays = useAbout()?.keptDays ?? 0;
  return (
    <p class="small soft honest">
      {t("honest.record")}
      {keptDays > 0 && ` ${t("honest.copy", { count: keptDays })}`}
    </p>
  );
}

import { Signpost } from "lucide-preact";
import { t } from "../i18n";
import { paths } from "../router/routes";
import { ButtonLink } from "../ui/button";
import { useTitle } from "../ui/screen";
import { Empty } from "../ui/states";

export function Nowhere() {
  useTitle(t("nowhere.title"));
  return (
    <Empty icon={Signpost} title={t("nowhere.title")} text={t("nowhere.text")} isPage>
      <ButtonLink href={paths.hallway} kind="primary">
        {t("nav.hallway")}
      </ButtonLink>
    </Empty>
  );
}

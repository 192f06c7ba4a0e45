import { ClubKind, ClubRoomOpeners } from "@audiorooms/client";
import { useState } from "preact/hooks";
import { languageTag, t } from "../i18n";
import { go } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { Button } from "../ui/button";
import { ClubSettingsFields, emptyClubSettings } from "../ui/club-settings";
import { Choices, TextField } from "../ui/field";
import { Screen } from "../ui/screen";
import { FormProblem } from "../ui/states";

export function NewClub() {
  const [kind, setKind] = useState(ClubKind.COMMUNITY);
  const [name, setName] = useState("");
  const [settings, setSettings] = useState(() => emptyClubSettings(languageTag.peek()));
  const [key] = useState(() => client().newKey());
  const found = useAction(
    async () => {
      const club = await client().calls.clubs.foundClub({
        kind,
        name: name.trim(),
        settings: { ...settings, roomOpeners: kind === ClubKind.SHOW ? ClubRoomOpeners.LEADERS : settings.roomOpeners },
        idempotencyKey: key,
      });
      go(paths.club(club.clubId), { replace: true });
    },
    { quiet: true },
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    void found.run();
  };
  return (
    <Screen title={t("clubs.found")} back={paths.clubs} narrow>
      <form class="stack panel" onSubmit={submit}>
        <Choices
          label={t("club.kind")}
          value={kind}
          onChoose={setKind}
          choices={[
            { value: ClubKind.SHOW, label: t("club.show"), hint: t("club.showHint") },
            { value: ClubKind.COMMUNITY, label: t("club.community"), hint: t("club.communityHint") },
            { value: ClubKind.PRIVATE, label: t("club.private"), hint: t("club.privateHint") },
          ]}
        />
        <TextField label={t("club.name")} hint={t("club.nameHint")} value={name} onText={setName} maxLength={40} required />
        <ClubSettingsFields kind={kind} settings={settings} onChange={setSettings} />
        <FormProblem problem={found.problem.value} />
        <Button
          type="submit"
          kind="primary"
          size="l"
          wide
          busy={found.busy.value}
          disabled={name.trim() === "" || found.busy.value}
        >
          {t("clubs.found")}
        </Button>
      </form>
    </Screen>
  );
}

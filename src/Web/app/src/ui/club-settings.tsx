import { ClubKind, ClubRoomOpeners } from "@audiorooms/client";
import { t } from "../i18n";
import { Select, TextArea, TextField } from "./field";
import { languageChoices } from "./languages";
import { TopicPicker } from "./topic-picker";

/** What an owner may change of a club, as a form holds it. */
export interface ClubSettingsDraft {
  readonly description: string;
  readonly rules: string;
  readonly question: string;
  readonly topics: string[];
  readonly language: string;
  readonly roomOpeners: ClubRoomOpeners;
}

export const emptyClubSettings = (language: string): ClubSettingsDraft => ({
  description: "",
  rules: "",
  question: "",
  topics: [],
  language,
  roomOpeners: ClubRoomOpeners.UNSPECIFIED,
});

export function ClubSettingsFields({
  kind,
  settings,
  onChange,
}: {
  readonly kind: ClubKind;
  readonly settings: ClubSettingsDraft;
  readonly onChange: (settings: ClubSettingsDraft) => void;
}) {
  const set = (change: Partial<ClubSettingsDraft>): void => onChange({ ...settings, ...change });
  return (
    <>
      <TextArea
        label={t("club.description")}
        value={settings.description}
        onText={(description) => set({ description })}
        maxLength={200}
        rows={2}
      />
      <TopicPicker
        label={t("host.topics")}
        chosen={settings.topics}
        max={3}
        onChange={(topics) => set({ topics: [...topics] })}
      />
      <TextArea
        label={t("club.rules")}
        hint={t("club.rulesHint")}
        value={settings.rules}
        onText={(rules) => set({ rules })}
        maxLength={2000}
        rows={4}
      />
      {kind === ClubKind.COMMUNITY && (
        <TextField
          label={t("club.question")}
          hint={t("club.questionHint")}
          value={settings.question}
          onText={(question) => set({ question })}
          maxLength={200}
        />
      )}
      <Select
        label={t("field.language")}
        value={settings.language}
        onChoose={(language) => set({ language })}
        choices={languageChoices(settings.language)}
      />
      <Select
        label={t("club.openers")}
        value={
          settings.roomOpeners === ClubRoomOpeners.UNSPECIFIED
            ? kind === ClubKind.SHOW
              ? ClubRoomOpeners.LEADERS
              : ClubRoomOpeners.MEMBERS
            : settings.roomOpeners
        }
        onChoose={(roomOpeners) => set({ roomOpeners })}
        choices={[
          { value: ClubRoomOpeners.LEADERS, label: t("club.openersLeaders") },
          { value: ClubRoomOpeners.MEMBERS, label: t("club.openersMembers") },
        ]}
      />
    </>
  );
}

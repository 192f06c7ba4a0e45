import { AttendancePrivacy, ClubScope, HandPolicy, RoomKind, StagePolicy } from "@audiorooms/client";
import { useState } from "preact/hooks";
import { languageTag, t } from "../i18n";
import { go, Link } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { useResource } from "../state/resource";
import { enter } from "../state/room";
import { self } from "../state/session";
import { Button } from "../ui/button";
import { Choices, Select, Switch, TextField } from "../ui/field";
import { Sheet } from "../ui/sheet";
import { Honest } from "../ui/honest";
import { FormProblem } from "../ui/states";
import { hosting } from "./hosting";
import { TopicPicker } from "../ui/topic-picker";
import { languageChoices } from "../ui/languages";

/** The few questions before a room of one's own. */
export function HostSheet() {
  return hosting.value ? <HostForm clubId={hosting.value.clubId} /> : null;
}

/** A title is enough; everything else has a default that fits a first room. */
function HostForm({ clubId: firstClubId }: { readonly clubId: string }) {
  const [title, setTitle] = useState("");
  const [topics, setTopics] = useState<readonly string[]>([]);
  const [kind, setKind] = useState(RoomKind.OPEN);
  const [hands, setHands] = useState(HandPolicy.EVERYONE);
  const [openStage, setOpenStage] = useState(false);
  const [clubId, setClubId] = useState(firstClubId);
  const [membersOnly, setMembersOnly] = useState(false);
  const [language, setLanguage] = useState(self.value?.language || languageTag.value);
  const [key] = useState(() => client().newKey());
  const clubs = useResource("my-clubs", async () =>
    (await client().calls.clubs.listClubs({ scope: ClubScope.MINE, pageSize: 100 })).clubs.filter((club) => club.youMayOpenRooms),
  );
  const mine = clubs.state.value.kind === "ready" ? clubs.state.value.value : [];
  const close = (): void => {
    hosting.value = null;
  };

  const create = useAction(
    async () => {
      const card = await client().calls.rooms.createRoom({
        title: title.trim(),
        topics: [...topics],
        language,
        kind,
        handPolicy: hands,
        attendance: AttendancePrivacy.NAMES,
        stagePolicy: openStage ? StagePolicy.OPEN : StagePolicy.OWNER,
        clubId,
        membersOnly: clubId !== "" && membersOnly,
        idempotencyKey: key,
      });
      close();
      const room = enter(card.roomId);
      go(paths.room(card.roomId));
      await room.joined;
      await room.takeStage({ muted: true });
    },
    { quiet: true },
  );

  const submit = (event: Event): void => {
    event.preventDefault();
    if (title.trim() !== "") void create.run();
  };

  return (
    <Sheet
      title={t("host.title")}
      onClose={close}
      actions={
        <Button
          kind="primary"
          size="l"
          wide
          busy={create.busy.value}
          disabled={title.trim() === "" || create.busy.value}
          onClick={() => void create.run()}
        >
          {t("host.open")}
        </Button>
      }
    >
      <form class="stack" onSubmit={submit}>
        {(self.value?.missing.length ?? 0) > 0 && (
          <p class="notice notice-plain">
            <span>
              {t("host.profileHint")}{" "}
              <Link href={paths.section("profile")} onClick={close}>
                {t("host.profileLink")}
              </Link>
            </span>
          </p>
        )}
        <TextField
          label={t("host.what")}
          value={title}
          onText={setTitle}
          maxLength={120}
          placeholder={t("host.whatExample")}
          required
        />
        <TopicPicker label={t("host.topics")} chosen={topics} max={3} onChange={setTopics} />
        <Choices
          label={t("host.kind")}
          value={kind}
          onChoose={setKind}
          choices={[
            { value: RoomKind.OPEN, label: t("kind.open"), hint: t("kind.openHint") },
            { value: RoomKind.SOCIAL, label: t("kind.social"), hint: t("kind.socialHint") },
            { value: RoomKind.CLOSED, label: t("kind.closed"), hint: t("kind.closedHint") },
          ]}
        />
        <details class="more-options">
          <summary>{t("host.more")}</summary>
          <div class="stack">
            <Select
              label={t("host.hands")}
              value={hands}
              onChoose={setHands}
              choices={[
                { value: HandPolicy.EVERYONE, label: t("hands.everyone") },
                { value: HandPolicy.FOLLOWED, label: t("hands.followed") },
                { value: HandPolicy.OFF, label: t("hands.off") },
              ]}
            />
            <Switch label={t("host.openStage")} hint={t("host.openStageHint")} on={openStage} onChange={setOpenStage} />
            <Select label={t("field.language")} value={language} onChoose={setLanguage} choices={languageChoices(language)} />
            {mine.length > 0 && (
              <Select
                label={t("host.club")}
                value={clubId}
                onChoose={setClubId}
                choices={[
                  { value: "", label: t("host.noClub") },
                  ...mine.map((club) => ({ value: club.clubId, label: club.name })),
                ]}
              />
            )}
            {clubId !== "" && <Switch label={t("host.membersOnly")} on={membersOnly} onChange={setMembersOnly} />}
          </div>
        </details>
        <Honest />
        <FormProblem problem={create.problem.value} />
        <button type="submit" class="unseen" tabIndex={-1}>
          {t("host.open")}
        </button>
      </form>
    </Sheet>
  );
}

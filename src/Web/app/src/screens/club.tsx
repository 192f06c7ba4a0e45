import { type Club, ClubKind, ClubListing, ClubPending, ClubRole, SearchKind } from "@audiorooms/client";
import { CalendarPlus, DoorOpen, Plus, Settings2, Share2, UserPlus } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { formatDate, formatLanguage } from "../i18n/format";
import { hueOf } from "../model/hue";
import { nameOf, plainLine, plainLines } from "../model/plain-text";
import { ClubPeople } from "../person/club-people";
import { go, Link } from "../router/router";
import { paths, type Route } from "../router/routes";
import { startHostingIn } from "../room/hosting";
import { client } from "../services/client";
import { attempt, useAction } from "../state/action";
import { type Resource, useResource } from "../state/resource";
import { Button, ButtonLink, IconButton } from "../ui/button";
import { ClubGlyph, clubKindLabel, clubRoleLabel } from "../ui/club-words";
import { type ClubSettingsDraft, ClubSettingsFields, emptyClubSettings } from "../ui/club-settings";
import { confirm } from "../ui/confirm";
import { share } from "../ui/copy";
import { EventList } from "../ui/event-list";
import { Switch, TextArea } from "../ui/field";
import { RoomCard } from "../ui/room-card";
import { Screen, Section, Segments } from "../ui/screen";
import { Sheet } from "../ui/sheet";
import { Async, FormProblem, Skeleton } from "../ui/states";
import { Topics } from "../ui/topic-picker";

/** A club: what it is, what goes on in it, who belongs to it, and the way in. */
export function ClubScreen({ route }: { readonly route: Extract<Route, { screen: "club" }> }) {
  const club = useResource(`club ${route.clubId}`, () => client().calls.clubs.getClub({ clubId: route.clubId }));
  const state = club.state.value;
  const known = state.kind === "ready" ? state.value : null;
  return (
    <Screen
      title={known ? plainLine(known.name) : t("club.title")}
      back={paths.clubs}
      hue={known ? hueOf(known.settings?.topics ?? [], known.name) : undefined}
      actions={
        known && known.kind !== ClubKind.PRIVATE ? (
          <IconButton
            icon={Share2}
            label={t("action.share")}
            onClick={() => void share(plainLine(known.name), paths.club(known.clubId))}
          />
        ) : undefined
      }
    >
      <Async of={club} skeleton={<Skeleton kind="page" rows={5} />} gone={t("club.gone")}>
        {(value) => <Inside club={value} resource={club} />}
      </Async>
    </Screen>
  );
}

const runs = (club: Club): boolean => club.yourRole === ClubRole.OWNER || club.yourRole === ClubRole.LEADER;
const belongs = (club: Club): boolean => runs(club) || club.yourRole === ClubRole.MEMBER;

function Inside({ club, resource }: { readonly club: Club; readonly resource: Resource<Club> }) {
  const [part, setPart] = useState<"now" | "people" | "rules">("now");
  const [editing, setEditing] = useState(false);
  const settings = club.settings;
  const closed = club.closedAtUnixMs > 0n;
  return (
    <>
      <div class="club-head">
        <ClubGlyph kind={club.kind} size={40} />
        <div class="grow stack-small">
          <p class="small soft">
            {clubKindLabel(club.kind)} · {t("club.members", { count: club.memberCount })} ·{" "}
            {t("club.followers", { count: club.followerCount })}
            {settings?.language ? ` · ${formatLanguage(settings.language)}` : ""}
          </p>
          {settings?.description && <p class="words lines">{plainLines(settings.description)}</p>}
          <Topics ids={settings?.topics ?? []} />
          {clubRoleLabel(club.yourRole) !== "" && (
            <p class="small">
              <span class="chip chip-plain chip-good">{t("club.youAre", { role: clubRoleLabel(club.yourRole) })}</span>
            </p>
          )}
        </div>
      </div>
      {closed ? (
        <p class="notice notice-plain" role="status">
          <span>{t("club.closed", { when: formatDate(Number(club.closedAtUnixMs)) })}</span>
        </p>
      ) : (
        <div class="row">
          <WayIn club={club} onChange={resource.set} />
          {club.youMayOpenRooms && (
            <Button icon={Plus} onClick={() => startHostingIn(club.clubId)}>
              {t("nav.start")}
            </Button>
          )}
          {club.youMayOpenRooms && (
            <ButtonLink href={paths.newEvent(club.clubId)} icon={CalendarPlus}>
              {t("events.plan")}
            </ButtonLink>
          )}
          {club.yourRole === ClubRole.OWNER && (
            <Button kind="plain" icon={Settings2} onClick={() => setEditing(true)}>
              {t("club.edit")}
            </Button>
          )}
        </div>
      )}
      <Segments
        label={t("club.parts")}
        value={part}
        onChoose={setPart}
        choices={[
          { value: "now", label: t("club.now") },
          { value: "people", label: t("club.people") },
          { value: "rules", label: t("club.rules") },
        ]}
      />
      {part === "now" && <Now club={club} />}
      {part === "people" && <People club={club} onChange={resource.set} />}
      {part === "rules" && <p class="words lines panel">{settings?.rules ? plainLines(settings.rules) : t("club.noRules")}</p>}
      {editing && <EditSheet club={club} onChange={resource.set} onClose={() => setEditing(false)} />}
    </>
  );
}

/** What one can do about one's own membership at this moment: exactly one way in, by the club's kind. */
function WayIn({ club, onChange }: { readonly club: Club; readonly onChange: (club: Club) => void }) {
  const [asking, setAsking] = useState(false);
  const { clubs } = client().calls;
  const { clubId } = club;
  const apply = (call: Promise<Club>): Promise<boolean> => attempt(call.then(onChange));
  const leave = async (): Promise<void> => {
    if (
      !belongs(club) ||
      (await confirm({
        title: t("club.leaveTitle", { name: plainLine(club.name) }),
        text: t("club.leaveText"),
        yes: t("club.leave"),
      }))
    )
      await apply(clubs.leaveClub({ clubId }));
  };

  if (club.yourRole === ClubRole.OWNER) return null;
  if (belongs(club))
    return (
      <Button icon={DoorOpen} onClick={() => void leave()}>
        {t("club.leave")}
      </Button>
    );
  const follows = club.yourRole === ClubRole.FOLLOWER;
  const invited = club.yourPending === ClubPending.INVITED;
  const applied = club.yourPending === ClubPending.APPLIED;
  const mayJoin = invited || club.kind === ClubKind.SHOW;
  const mayApply = !mayJoin && club.kind === ClubKind.COMMUNITY;
  return (
    <>
      {mayJoin && (
        <Button
          kind="primary"
          icon={UserPlus}
          onClick={() => (club.rulesEdition > 0 ? setAsking(true) : void apply(clubs.joinClub({ clubId })))}
        >
          {invited ? t("club.acceptInvitation") : t("club.join")}
        </Button>
      )}
      {mayApply && !applied && (
        <Button kind="primary" icon={UserPlus} onClick={() => setAsking(true)}>
          {t("club.apply")}
        </Button>
      )}
      {applied && <Button onClick={() => void leave()}>{t("club.withdraw")}</Button>}
      {invited && (
        <Button kind="plain" onClick={() => void leave()}>
          {t("invite.notNow")}
        </Button>
      )}
      {!invited && !applied && club.kind !== ClubKind.PRIVATE && (
        <Button aria-pressed={follows} onClick={() => void (follows ? leave() : apply(clubs.followClub({ clubId })))}>
          {follows ? t("person.follows") : t("club.follow")}
        </Button>
      )}
      {asking && <EntrySheet club={club} applies={mayApply} onChange={onChange} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The rules, and the club's question to those who apply. */
function EntrySheet({
  club,
  applies,
  onChange,
  onClose,
}: {
  readonly club: Club;
  readonly applies: boolean;
  readonly onChange: (club: Club) => void;
  readonly onClose: () => void;
}) {
  const [answer, setAnswer] = useState("");
  const [accepted, setAccepted] = useState(false);
  const rules = club.settings?.rules ?? "";
  const question = club.settings?.question ?? "";
  const enter = useAction(
    async () => {
      const request = { clubId: club.clubId, acceptedRulesEdition: club.rulesEdition };
      const { clubs } = client().calls;
      onChange(await (applies ? clubs.applyToClub({ ...request, answer: answer.trim() }) : clubs.joinClub(request)));
      onClose();
    },
    { quiet: true },
  );
  const ready = (rules === "" || accepted) && (!applies || question === "" || answer.trim() !== "");
  return (
    <Sheet
      title={applies ? t("club.applyTo", { name: plainLine(club.name) }) : t("club.joinName", { name: plainLine(club.name) })}
      onClose={onClose}
      actions={
        <Button kind="primary" size="l" wide busy={enter.busy.value} disabled={!ready} onClick={() => void enter.run()}>
          {applies ? t("club.apply") : t("club.join")}
        </Button>
      }
    >
      <div class="stack">
        {rules !== "" && (
          <>
            <h3>{t("club.rules")}</h3>
            <p class="words lines sunken">{plainLines(rules)}</p>
            <Switch label={t("club.accept")} on={accepted} onChange={setAccepted} />
          </>
        )}
        {applies && question !== "" && (
          <TextArea label={plainLine(question)} value={answer} onText={setAnswer} maxLength={500} rows={3} />
        )}
        <FormProblem problem={enter.problem.value} />
      </div>
    </Sheet>
  );
}

/** Rooms of the club that are live, and its events. Rooms are found by the club's name, and only those of this club are shown. */
function Now({ club }: { readonly club: Club }) {
  const rooms = useResource(`club-rooms ${club.clubId}`, async () => {
    const [hallway, found] = await Promise.all([
      client().calls.discovery.hallway({ pageSize: 100 }),
      client().calls.discovery.search({ kind: SearchKind.ROOM, words: club.name.slice(0, 100), pageSize: 100 }),
    ]);
    const all = [...hallway.rooms.map((entry) => entry.room), ...found.results.map((result) => result.room)];
    return [...new Map(all.filter((room) => room?.clubId === club.clubId).map((room) => [room?.roomId, room])).values()];
  });
  return (
    <>
      <Section title={t("club.live")}>
        <Async of={rooms} skeleton={<Skeleton kind="cards" rows={2} />}>
          {(live) =>
            live.length === 0 ? (
              <p class="soft">{t("club.quiet")}</p>
            ) : (
              <div class="cards">{live.map((room) => room && <RoomCard key={room.roomId} room={room} />)}</div>
            )
          }
        </Async>
      </Section>
      <Section
        title={t("nav.events")}
        aside={club.youMayOpenRooms ? <Link href={paths.newEvent(club.clubId)}>{t("events.plan")}</Link> : undefined}
      >
        <EventList scope="club" clubId={club.clubId} />
      </Section>
    </>
  );
}

function People({ club, onChange }: { readonly club: Club; readonly onChange: (club: Club) => void }) {
  return (
    <>
      {runs(club) && club.kind === ClubKind.COMMUNITY && (
        <ClubPeople club={club} listing={ClubListing.APPLICATIONS} title={t("club.applications")} onChange={onChange} />
      )}
      {runs(club) && <ClubPeople club={club} listing={ClubListing.INVITATIONS} title={t("club.invited")} onChange={onChange} />}
      <ClubPeople club={club} listing={ClubListing.MEMBERS} title={t("club.membersTitle")} onChange={onChange} />
      {club.yourRole === ClubRole.OWNER && (
        <ClubPeople club={club} listing={ClubListing.BANNED} title={t("club.bannedTitle")} onChange={onChange} />
      )}
    </>
  );
}

function EditSheet({
  club,
  onChange,
  onClose,
}: {
  readonly club: Club;
  readonly onChange: (club: Club) => void;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState<ClubSettingsDraft>(() => {
    const { settings } = club;
    return settings
      ? {
          description: settings.description,
          rules: settings.rules,
          question: settings.question,
          topics: [...settings.topics],
          language: settings.language,
          roomOpeners: settings.roomOpeners,
        }
      : emptyClubSettings("en");
  });
  const save = useAction(
    async () => {
      onChange(await client().calls.clubs.editClub({ clubId: club.clubId, settings: draft }));
      onClose();
    },
    { quiet: true, done: "saved" },
  );
  const close = async (): Promise<void> => {
    const yes = await confirm({
      title: t("club.closeTitle", { name: plainLine(club.name) }),
      text: t("club.closeText"),
      yes: t("club.close"),
    });
    if (!yes || !(await attempt(client().calls.clubs.closeClub({ clubId: club.clubId }).then(onChange)))) return;
    onClose();
    go(paths.clubs);
  };
  return (
    <Sheet
      title={t("club.edit")}
      onClose={onClose}
      wide
      actions={
        <Button kind="primary" wide busy={save.busy.value} onClick={() => void save.run()}>
          {t("action.save")}
        </Button>
      }
    >
      <div class="stack">
        <ClubSettingsFields kind={club.kind} settings={draft} onChange={setDraft} />
        <FormProblem problem={save.problem.value} />
        <Section title={t("club.end")}>
          <p class="soft small">
            {t("club.closeText")} {club.owner ? nameOf(club.owner) : ""}
          </p>
          <div class="row">
            <Button kind="danger" onClick={() => void close()}>
              {t("club.close")}
            </Button>
          </div>
        </Section>
      </div>
    </Sheet>
  );
}

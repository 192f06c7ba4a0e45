import { HallwayReason, type HallwayEntry } from "@audiorooms/client";
import { AudioLines, Plus, Search, UsersRound, WifiOff } from "lucide-preact";
import { useEffect, useMemo } from "preact/hooks";
import { type Key, t } from "../i18n";
import { liveBarOf, partsOf } from "../model/hallway";
import { hueOf } from "../model/hue";
import { nameOf, plainLine } from "../model/plain-text";
import { go, Link } from "../router/router";
import { paths } from "../router/routes";
import { startHosting } from "../room/hosting";
import { client, remembered, useObservable } from "../services/client";
import { live } from "../state/room";
import { self } from "../state/session";
import { Button, ButtonLink } from "../ui/button";
import { FacePile } from "../ui/face";
import { languageChoices } from "../ui/languages";
import { RoomCard } from "../ui/room-card";
import { Screen, Section } from "../ui/screen";
import { Empty } from "../ui/empty";
import { Skeleton } from "../ui/skeleton";
import { facesOf } from "../model/hallway";

const isText = (value: unknown): value is string => typeof value === "string";
const language = remembered("hallwayLanguage", "", isText);

const headings: Readonly<Record<number, Key>> = {
  [HallwayReason.FOLLOWED]: "hallway.followed",
  [HallwayReason.CLUB]: "hallway.clubs",
  [HallwayReason.INTEREST]: "hallway.interests",
  [HallwayReason.OTHER]: "hallway.others",
};

/** What is live: rooms of people one follows on top, then of one's clubs and interests. It changes by itself. */
export function Hallway() {
  const watch = useMemo(() => client().watchHallway({ language: language.value }), [language.value]);
  useEffect(() => () => watch.close(), [watch]);
  useEffect(() => client().preloadSound(), []);
  const state = useObservable(watch.state);

  return (
    <Screen
      title={t("hallway.title")}
      actions={
        <>
          <ButtonLink href={paths.search} kind="plain" icon={Search} aria-label={t("nav.search")} />
          <ButtonLink href={paths.clubs} kind="plain" icon={UsersRound} aria-label={t("nav.clubs")} />
          <LanguageFilter />
        </>
      }
    >
      {state.kind === "stale" && (
        <p class="notice notice-warn" role="status">
          <WifiOff size={18} aria-hidden="true" /> <span>{t("hallway.stale")}</span>
        </p>
      )}
      {state.kind === "loading" ? <Skeleton kind="cards" rows={6} /> : <Rooms rooms={state.rooms} />}
    </Screen>
  );
}

function LanguageFilter() {
  return (
    <label class="quiet-select">
      <span class="unseen">{t("hallway.language")}</span>
      <select class="input" value={language.value} onChange={(event) => (language.value = event.currentTarget.value)}>
        <option value="">{t("hallway.anyLanguage")}</option>
        {languageChoices(language.value).map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Rooms({ rooms }: { readonly rooms: readonly HallwayEntry[] }) {
  if (rooms.length === 0) return <Quiet />;
  const bar = liveBarOf(rooms);
  return (
    <>
      {bar.length > 0 && <LiveBar rooms={bar} />}
      {partsOf(rooms).map((part) => (
        <Section key={part.reason} title={(t as (key: Key) => string)(headings[part.reason] ?? "hallway.others")}>
          <div class="cards">
            {part.rooms.map((entry) => entry.room && <RoomCard key={entry.room.roomId} room={entry.room} known={entry.known} />)}
          </div>
        </Section>
      ))}
    </>
  );
}

/** Where people one follows are at this moment, always on top. */
function LiveBar({ rooms }: { readonly rooms: readonly HallwayEntry[] }) {
  return (
    <nav class="live-bar" aria-label={t("hallway.liveBar")}>
      {rooms.map(({ room, known }) => {
        if (!room) return null;
        const faces = facesOf(known, room.owner);
        const on = live.value?.room.roomId === room.roomId;
        return (
          <Link
            key={room.roomId}
            href={paths.room(room.roomId)}
            class="live-pill"
            style={{ "--hue": hueOf(room.topics, room.title) }}
          >
            <FacePile people={faces.slice(0, 2)} size={46} />
            <span class="live-words">
              <span class="one-line words strong">{faces[0] ? nameOf(faces[0]) : ""}</span>
              <span class="one-line words small soft">{plainLine(room.title)}</span>
            </span>
            <span class="live-mark">
              <AudioLines size={15} aria-hidden="true" /> {on ? t("card.here") : t("card.live")}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}

function Quiet() {
  const noInterests = self.value?.missing.includes("interests") ?? false;
  return (
    <Empty icon={AudioLines} title={t("hallway.quiet")} text={noInterests ? t("hallway.quietInterests") : t("hallway.quietText")}>
      <Button kind="primary" icon={Plus} onClick={startHosting}>
        {t("nav.start")}
      </Button>
      <Button icon={Search} onClick={() => go(noInterests ? paths.section("profile") : paths.search)}>
        {noInterests ? t("hallway.chooseInterests") : t("hallway.findPeople")}
      </Button>
    </Empty>
  );
}

import { type HallwayEntry, type RoomCard as Card, RoomKind } from "@audiorooms/client";
import { Headphones, Lock, Mic } from "lucide-preact";
import { t } from "../i18n";
import { formatCompact, formatLanguage, formatList } from "../i18n/format";
import { facesOf } from "../model/hallway";
import { hueOf } from "../model/hue";
import { nameOf, plainLine } from "../model/plain-text";
import { go, Link } from "../router/router";
import { paths } from "../router/routes";
import { KindIcon } from "../room/kind-icon";
import { enter, live } from "../state/room";
import { memo } from "./memo";
import { Button } from "./button";
import { FacePile } from "./face";
import { Topics } from "./topic-picker";

export interface RoomCardProps {
  readonly room: Card;
  readonly known?: HallwayEntry["known"];
}

/** A live room in a list. The card leads to the room's page, where nothing is heard yet; its button leads into the sound. */
export const RoomCard = memo(function RoomCard({ room, known = [] }: RoomCardProps) {
  const on = live.value?.room.roomId === room.roomId;
  const faces = facesOf(known, room.owner);
  return (
    <article class="card room-card" style={{ "--hue": hueOf(room.topics, room.title) }}>
      <div class="room-card-top">
        {room.clubName !== "" && (
          <Link href={paths.club(room.clubId)} class="club-line words one-line">
            {plainLine(room.clubName)}
          </Link>
        )}
        <h3 class="words two-lines">
          <Link href={paths.room(room.roomId)} class="room-card-link">
            {plainLine(room.title)}
          </Link>
        </h3>
        <Topics ids={room.topics} />
      </div>
      <div class="room-card-people">
        <FacePile people={faces} size={40} />
        <p class="words two-lines small">{t("card.people", { names: formatList(faces.map(nameOf)) })}</p>
      </div>
      <div class="room-card-foot">
        <Counts room={room} />
        <Button kind={on ? "soft" : "primary"} size="s" onClick={() => drop(room.roomId)}>
          {on ? t("card.back") : t("card.dropIn")}
          <span class="unseen"> {plainLine(room.title)}</span>
        </Button>
      </div>
    </article>
  );
});

function drop(roomId: string): void {
  enter(roomId);
  go(paths.room(roomId));
}

export function Counts({
  room,
}: {
  readonly room: Pick<Card, "speakerCount" | "listenerCount" | "language" | "kind" | "locked">;
}) {
  return (
    <span class="counts small soft numbers">
      <span title={t("card.speakers", { count: room.speakerCount })}>
        <Mic size={15} aria-hidden="true" /> <span aria-hidden="true">{formatCompact(room.speakerCount)}</span>
        <span class="unseen">{t("card.speakers", { count: room.speakerCount })}</span>
      </span>
      <span title={t("card.listeners", { count: room.listenerCount })}>
        <Headphones size={15} aria-hidden="true" /> <span aria-hidden="true">{formatCompact(room.listenerCount)}</span>
        <span class="unseen">{t("card.listeners", { count: room.listenerCount })}</span>
      </span>
      {room.language !== "" && <span>{formatLanguage(room.language)}</span>}
      {room.kind !== RoomKind.OPEN && room.kind !== RoomKind.UNSPECIFIED && (
        <span>
          <KindIcon kind={room.kind} /> {room.kind === RoomKind.SOCIAL ? t("kind.social") : t("kind.closed")}
        </span>
      )}
      {room.locked && (
        <span>
          <Lock size={15} aria-hidden="true" /> {t("room.locked")}
        </span>
      )}
    </span>
  );
}

import { type RoomCard, RoomPhase } from "@audiorooms/client";
import { ArrowLeft, DoorOpen, Headphones, Share2 } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { t, tMaybe } from "../i18n";
import { formatAgo, formatDateTime } from "../i18n/format";
import { hueOf } from "../model/hue";
import { nameOf, plainLine } from "../model/plain-text";
import { closedKey, mayComeBack } from "../model/room-view";
import { go, Link, takeSecret } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { useAbout } from "../state/about";
import { useClock } from "../state/clock";
import { useResource } from "../state/resource";
import { enter, enterAsGuest, lastClosed, live } from "../state/room";
import { returnTo } from "../state/return-to";
import { selfId, signedIn } from "../state/session";
import { Button, ButtonLink, IconButton } from "../ui/button";
import { share } from "../ui/copy";
import { Face } from "../ui/face";
import { Honest } from "../ui/honest";
import { Counts } from "../ui/room-card";
import { useFocusedTitle, useTitle } from "../ui/screen";
import { Failed, Skeleton } from "../ui/states";
import { Topics } from "../ui/topic-picker";
import { ReportLink } from "../person/report-sheet";

/** The door of a room: what it is, before anything of it is heard. Needs no account. */
export function Door({ roomId }: { readonly roomId: string }) {
  const [linkToken] = useState(takeSecret);
  useEffect(() => client().preloadSound(), []);
  const card = useResource(`room ${roomId} ${selfId.value}`, () => client().calls.rooms.getRoom({ roomId }));
  const state = card.state.value;
  const closed = lastClosed.value?.roomId === roomId ? lastClosed.value : null;

  // A door that one may not see behind still opens with a link: the server shows no card of a closed room.
  if (state.kind === "loading") return <Skeleton kind="page" rows={4} />;
  if (state.kind === "failed") {
    if (linkToken !== "" && state.problem.kind === "refused") return <Unseen roomId={roomId} linkToken={linkToken} />;
    return closed ? (
      <Gone title={closed.title} code={closed.closed.code} />
    ) : (
      <Failed problem={state.problem} onRetry={() => void card.reload()} titles={{ gone: t("room.gone") }} />
    );
  }
  const { value } = state;
  const ended = value.phase === RoomPhase.ENDED || closed?.closed.code === "room_ended";
  if (ended) return <Ended card={value} />;
  return <Card card={value} linkToken={linkToken} closedCode={closed?.closed.code ?? null} />;
}

function Card({
  card,
  linkToken,
  closedCode,
}: {
  readonly card: RoomCard;
  readonly linkToken: string;
  readonly closedCode: string | null;
}) {
  const title = plainLine(card.title);
  useTitle(title);
  const other = live.value && live.value.room.roomId !== card.roomId ? live.value : null;
  const now = useClock();
  const heading = useFocusedTitle();
  const mayEnter = closedCode === null || mayComeBack(closedCode);
  return (
    <div class="door-room" style={{ "--hue": hueOf(card.topics, card.title) }}>
      <div class="row row-spread">
        <IconButton icon={ArrowLeft} label={t("action.back")} onClick={() => go(paths.hallway)} />
        <IconButton icon={Share2} label={t("action.share")} onClick={() => void share(title, paths.room(card.roomId))} />
      </div>
      <article class="door-card">
        {card.clubName !== "" && (
          <Link href={paths.club(card.clubId)} class="club-line words">
            {plainLine(card.clubName)}
          </Link>
        )}
        <h1 ref={heading} class="words" tabIndex={-1}>
          {title}
        </h1>
        <Topics ids={card.topics} />
        {card.owner && (
          <div class="row">
            <Face {...pick(card.owner)} size={48} />
            <span class="grow">
              <span class="soft small">{t("door.hostedBy")}</span>
              <span class="one-line words strong">{nameOf(card.owner)}</span>
            </span>
          </div>
        )}
        <p class="row">
          <Counts room={card} />{" "}
          <span class="small soft">{t("door.started", { when: formatAgo(Number(card.createdAtUnixMs), now) })}</span>
        </p>
        {closedCode !== null && (
          <p class="notice notice-warn" role="status">
            <span>{tMaybe(closedKey(closedCode)) ?? t("closed.other")}</span>
          </p>
        )}
        {other && <p class="small soft">{t("door.otherRoom", { title: plainLine(other.state.value?.title ?? "") })}</p>}
        {mayEnter && <EnterButton roomId={card.roomId} linkToken={linkToken} again={closedCode !== null} />}
        <Honest />
        {signedIn.value && <ReportLink about={{ case: "room", roomId: card.roomId }} />}
      </article>
    </div>
  );
}

/**
 * One tap: the sound starts within this gesture. A person without an account listens as a guest where the server has guests; else, and for more than
 * listening, the way in comes first and leads back here.
 */
function EnterButton({
  roomId,
  linkToken,
  again,
}: {
  readonly roomId: string;
  readonly linkToken: string;
  readonly again: boolean;
}) {
  const guests = useAbout()?.guests ?? false;
  const options = linkToken === "" ? {} : { linkToken };
  if (!signedIn.value) {
    const keep = (): void => returnTo.keep(linkToken === "" ? paths.room(roomId) : paths.roomLink(roomId, linkToken));
    return (
      <div class="stack">
        {guests ? (
          <Button kind="primary" size="l" wide icon={Headphones} onClick={() => enterAsGuest(roomId, options)}>
            {t("door.guest")}
          </Button>
        ) : null}
        <p class={guests ? "small soft" : ""}>{guests ? t("door.guestText") : t("door.needAccount")}</p>
        <div class="row">
          <Button
            kind={guests ? "soft" : "primary"}
            size="l"
            onClick={() => {
              keep();
              go(paths.join);
            }}
          >
            {t("welcome.join")}
          </Button>
          <Button
            size="l"
            onClick={() => {
              keep();
              go(paths.signIn);
            }}
          >
            {t("signIn.button")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Button kind="primary" size="l" wide icon={Headphones} onClick={() => enter(roomId, options)}>
      {again ? t("door.again") : t("door.enter")}
    </Button>
  );
}

function Unseen({ roomId, linkToken }: { readonly roomId: string; readonly linkToken: string }) {
  return (
    <div class="door-room">
      <article class="door-card">
        <h1 tabIndex={-1}>{t("door.byLink")}</h1>
        <p class="soft">{t("door.byLinkText")}</p>
        <EnterButton roomId={roomId} linkToken={linkToken} again={false} />
        <Honest />
      </article>
    </div>
  );
}

function Ended({ card }: { readonly card: RoomCard }) {
  const title = plainLine(card.title);
  useTitle(title);
  return (
    <div class="door-room" style={{ "--hue": hueOf(card.topics, card.title) }}>
      <article class="door-card door-ended">
        <span class="empty-icon" aria-hidden="true">
          <DoorOpen size={28} />
        </span>
        <h1 class="words" tabIndex={-1}>
          {t("ended.title")}
        </h1>
        <p class="words strong">{title}</p>
        <p class="soft">
          {card.endedAtUnixMs > 0n ? t("ended.at", { when: formatDateTime(Number(card.endedAtUnixMs)) }) : ""} {t("ended.text")}
        </p>
        {card.owner && signedIn.value && (
          <Link href={paths.person(card.owner.handle)} class="row person-link">
            <Face {...pick(card.owner)} size={40} />
            <span class="grow one-line words strong">{nameOf(card.owner)}</span>
          </Link>
        )}
        <div class="row">
          <ButtonLink href={paths.hallway} kind="primary">
            {t("ended.others")}
          </ButtonLink>
          {card.clubId !== "" && <ButtonLink href={paths.club(card.clubId)}>{plainLine(card.clubName)}</ButtonLink>}
        </div>
        {signedIn.value && <ReportLink about={{ case: "room", roomId: card.roomId }} />}
      </article>
    </div>
  );
}

function Gone({ title, code }: { readonly title: string; readonly code: string }) {
  return (
    <div class="door-room">
      <article class="door-card door-ended">
        <span class="empty-icon" aria-hidden="true">
          <DoorOpen size={28} />
        </span>
        <h1 tabIndex={-1}>{tMaybe(closedKey(code)) ?? t("closed.other")}</h1>
        {title !== "" && <p class="words soft">{plainLine(title)}</p>}
        <div class="row">
          <ButtonLink href={paths.hallway} kind="primary">
            {t("ended.others")}
          </ButtonLink>
        </div>
      </article>
    </div>
  );
}

const pick = ({
  userId,
  handle,
  displayName,
}: {
  readonly userId: string;
  readonly handle: string;
  readonly displayName: string;
}) => ({
  userId,
  handle,
  displayName,
});

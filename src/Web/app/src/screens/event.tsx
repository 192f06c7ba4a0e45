import { CalendarScope, type Event, type Occurrence, OccurrenceState } from "@audiorooms/client";
import { CalendarDays, CalendarPlus, Check, Headphones, Pencil, Play, Share2, X } from "lucide-preact";
import { t } from "../i18n";
import { formatDayTime, formatZone, viewerZone } from "../i18n/format";
import { mayStart, nextOccurrence, reminderChoices } from "../model/events";
import { hueOf } from "../model/hue";
import { icsOf } from "../model/ics";
import { nameOf, plainLine, plainLines } from "../model/plain-text";
import { showPerson } from "../person/shown";
import { go, Link } from "../router/router";
import { paths, type Route } from "../router/routes";
import { client } from "../services/client";
import { attempt, useAction } from "../state/action";
import { useClock } from "../state/clock";
import { type Resource, useResource } from "../state/resource";
import { enter } from "../state/room";
import { selfId } from "../state/session";
import { Button, ButtonLink, IconButton } from "../ui/button";
import { confirm } from "../ui/confirm";
import { share } from "../ui/copy";
import { DateTile } from "../ui/date-tile";
import { occurrenceLabel, reminderLabel, repeatWords } from "../ui/event-words";
import { Face } from "../ui/face";
import { Select } from "../ui/field";
import { Screen, Section } from "../ui/screen";
import { Async, Skeleton } from "../ui/states";
import { Topics } from "../ui/topic-picker";
import { CalendarFeed } from "./events";

/** An event or a series: when, who, what; to follow, to come, to begin. */
export function EventScreen({ route }: { readonly route: Extract<Route, { screen: "event" }> }) {
  const event = useResource(`event ${route.eventId}`, () =>
    client().calls.events.getEvent({ eventId: route.eventId, timeZone: viewerZone() }),
  );
  const state = event.state.value;
  const known = state.kind === "ready" ? state.value : null;
  return (
    <Screen
      title={known ? plainLine(known.plan?.title ?? "") : t("event.title")}
      back={paths.events}
      hue={known ? hueOf(known.plan?.topics ?? [], known.plan?.title ?? "") : undefined}
      actions={
        known ? (
          <IconButton
            icon={Share2}
            label={t("action.share")}
            onClick={() => void share(plainLine(known.plan?.title ?? ""), paths.event(known.eventId))}
          />
        ) : undefined
      }
    >
      <Async of={event} skeleton={<Skeleton kind="page" rows={5} />} gone={t("event.gone")}>
        {(value) => <Inside event={value} resource={event} />}
      </Async>
    </Screen>
  );
}

function hosts(event: Event): boolean {
  const self = selfId.value;
  return event.host?.userId === self || (event.plan?.coHostUserIds.includes(self) ?? false);
}

function Inside({ event, resource }: { readonly event: Event; readonly resource: Resource<Event> }) {
  const { plan, host } = event;
  if (!plan) return null;
  const next = nextOccurrence(event);
  const cancelled = event.cancelledAtUnixMs > 0n;
  const startsAt = Number(next?.startsAtUnixMs ?? 0n);
  const { events } = client().calls;
  const apply = (call: Promise<Event>, done?: string): Promise<boolean> => attempt(call.then(resource.set), done);

  return (
    <>
      <div class="event-head panel">
        <div class="row">
          <DateTile atMs={startsAt} />
          <div class="grow stack-small">
            {cancelled ? (
              <p class="strong bad">{t("occurrence.cancelled")}</p>
            ) : next ? (
              <p class="strong">
                {formatDayTime(startsAt)} <span class="soft small">{formatZone(startsAt)}</span>
              </p>
            ) : (
              <p class="strong">{t("events.over")}</p>
            )}
            {plan.recurrence !== "" && next && (
              <p class="small soft">
                {repeatWords(plan.recurrence, startsAt)} · {t("event.zone", { zone: plan.timeZone.replace(/_/g, " ") })}
              </p>
            )}
            <p class="small soft">
              {t("event.lasts", { count: plan.durationMinutes })} · {t("event.followers", { count: event.followerCount })}
            </p>
          </div>
        </div>
        {host && (
          <button type="button" class="row person-open" onClick={() => showPerson(host)}>
            <Face userId={host.userId} handle={host.handle} displayName={host.displayName} size={40} />
            <span class="grow">
              <span class="soft small">{t("door.hostedBy")}</span>
              <span class="one-line words strong">{nameOf(host)}</span>
            </span>
          </button>
        )}
        <Topics ids={plan.topics} />
        {!cancelled && next && <NextActions event={event} next={next} apply={apply} />}
        {hosts(event) && !cancelled && <HostActions event={event} next={next} apply={apply} resource={resource} />}
      </div>
      {plan.description !== "" && <p class="words lines lead">{plainLines(plan.description)}</p>}
      {plan.clubId !== "" && (
        <p>
          <Link href={paths.club(plan.clubId)}>{t("event.club")}</Link>
        </p>
      )}
      {!cancelled && (
        <Section title={plan.recurrence === "" ? t("event.when") : t("event.dates")}>
          <ul class="rows">
            {event.occurrences.map((one) => (
              <OccurrenceRow key={String(one.occurrenceId)} event={event} occurrence={one} apply={apply} />
            ))}
          </ul>
        </Section>
      )}
      {!cancelled && (
        <Section title={t("calendar.title")}>
          <CalendarFeed scope={CalendarScope.EVENT} subjectId={event.eventId} />
        </Section>
      )}
      {event.youFollow && (
        <Section title={t("reminder.title")}>
          <Select
            label={t("reminder.label")}
            value={event.reminderMinutes}
            onChoose={(reminderMinutes) =>
              void apply(events.setFollowing({ eventId: event.eventId, following: true, reminderMinutes }))
            }
            choices={reminderChoices.map((minutes) => ({ value: minutes, label: reminderLabel(minutes) }))}
          />
        </Section>
      )}
    </>
  );
}

type Apply = (call: Promise<Event>, done?: string) => Promise<boolean>;

function NextActions({ event, next, apply }: { readonly event: Event; readonly next: Occurrence; readonly apply: Apply }) {
  const { events } = client().calls;
  const { eventId } = event;
  const live = next.state === OccurrenceState.ACTIVE && next.roomId !== "";
  const series = (event.plan?.recurrence ?? "") !== "";
  return (
    <div class="row">
      {live && (
        <Button
          kind="primary"
          icon={Headphones}
          onClick={() => {
            enter(next.roomId);
            go(paths.room(next.roomId));
          }}
        >
          {t("card.dropIn")}
        </Button>
      )}
      <Button
        kind={next.youAttend || live ? "soft" : "primary"}
        icon={next.youAttend ? Check : CalendarPlus}
        aria-pressed={next.youAttend}
        onClick={() => void apply(events.setAttending({ eventId, occurrenceId: next.occurrenceId, attending: !next.youAttend }))}
      >
        {next.youAttend ? t("event.coming") : t("event.come")}
      </Button>
      {series && (
        <Button
          aria-pressed={event.youFollow}
          onClick={() => void apply(events.setFollowing({ eventId, following: !event.youFollow }))}
        >
          {event.youFollow ? t("event.followsSeries") : t("event.followSeries")}
        </Button>
      )}
      <Button kind="plain" icon={CalendarDays} onClick={() => download(event, next)}>
        {t("event.addToCalendar")}
      </Button>
    </div>
  );
}

function HostActions({
  event,
  next,
  apply,
  resource,
}: {
  readonly event: Event;
  readonly next: Occurrence | null;
  readonly apply: Apply;
  readonly resource: Resource<Event>;
}) {
  const now = useClock();
  const start = useAction(async () => {
    const started = await client().calls.events.startOccurrence({
      eventId: event.eventId,
      occurrenceId: next?.occurrenceId ?? 0n,
    });
    if (started.event) resource.set(started.event);
    const room = enter(started.roomId);
    go(paths.room(started.roomId));
    await room.joined;
    await room.takeStage({ muted: true });
  });
  const cancel = async (): Promise<void> => {
    if (await confirm({ title: t("event.cancelTitle"), text: t("event.cancelText"), yes: t("event.cancel") }))
      await apply(client().calls.events.cancelEvent({ eventId: event.eventId }));
  };
  return (
    <div class="row row-quiet">
      {next && mayStart(next, now) && (
        <Button kind="primary" icon={Play} busy={start.busy.value} onClick={() => void start.run()}>
          {t("event.start")}
        </Button>
      )}
      <ButtonLink href={paths.editEvent(event.eventId)} size="s" icon={Pencil}>
        {t("event.edit")}
      </ButtonLink>
      <Button size="s" kind="danger" icon={X} onClick={() => void cancel()}>
        {t("event.cancel")}
      </Button>
    </div>
  );
}

function OccurrenceRow({
  event,
  occurrence,
  apply,
}: {
  readonly event: Event;
  readonly occurrence: Occurrence;
  readonly apply: Apply;
}) {
  const { events } = client().calls;
  const open = occurrence.state === OccurrenceState.SCHEDULED;
  const startsAt = Number(occurrence.startsAtUnixMs);
  const { eventId } = event;
  const { occurrenceId } = occurrence;
  const drop = async (): Promise<void> => {
    if (await confirm({ title: t("event.dropTitle"), text: formatDayTime(startsAt), yes: t("event.drop") }))
      await apply(events.changeOccurrence({ eventId, occurrenceId, cancelled: true }));
  };
  return (
    <li class={`row person-row${open || occurrence.state === OccurrenceState.ACTIVE ? "" : " is-over"}`}>
      <span class="grow">
        <span class="strong block">{formatDayTime(startsAt)}</span>
        {occurrence.title !== "" && occurrence.title !== event.plan?.title && (
          <span class="words block">{plainLine(occurrence.title)}</span>
        )}
        <span class="small soft">
          {occurrenceLabel(occurrence.state)} · {t("events.attend", { count: occurrence.attendeeCount })}
        </span>
      </span>
      {open && (
        <Button
          size="s"
          icon={occurrence.youAttend ? Check : undefined}
          aria-pressed={occurrence.youAttend}
          onClick={() => void apply(events.setAttending({ eventId, occurrenceId, attending: !occurrence.youAttend }))}
        >
          {occurrence.youAttend ? t("event.coming") : t("event.come")}
        </Button>
      )}
      {open && hosts(event) && (event.plan?.recurrence ?? "") !== "" && (
        <IconButton icon={X} label={t("event.dropTitle")} onClick={() => void drop()} />
      )}
    </li>
  );
}

/** A calendar file of one occurrence, made here. */
function download(event: Event, occurrence: Occurrence): void {
  const { plan } = event;
  if (!plan) return;
  const url = new URL(paths.event(event.eventId), window.location.origin).href;
  const text = icsOf(
    {
      uid: `${event.eventId}-${occurrence.occurrenceId}@${window.location.host}`,
      startsAtMs: Number(occurrence.startsAtUnixMs),
      durationMinutes: plan.durationMinutes,
      title: plainLine(occurrence.title || plan.title),
      description: plainLines(occurrence.description || plan.description),
      url,
    },
    Date.now(),
  );
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  link.download = "event.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

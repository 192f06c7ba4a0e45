import { type Event, EventScope } from "@audiorooms/client";
import { CalendarDays, Repeat, Users } from "lucide-preact";
import { t } from "../i18n";
import { formatDayTime, viewerZone } from "../i18n/format";
import { isOver, nextOccurrence, soonestFirst } from "../model/events";
import { hueOf } from "../model/hue";
import { nameOf, plainLine } from "../model/plain-text";
import { Link } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { usePages } from "../state/resource";
import { ButtonLink } from "./button";
import { DateTile } from "./date-tile";
import { repeatWords } from "./event-words";
import { Empty, PagedList, Skeleton } from "./states";

const scopes = { hosting: EventScope.HOSTING, following: EventScope.FOLLOWING, club: EventScope.CLUB } as const;

/** Events to come, the soonest first, at the times of the viewer's zone. */
export function EventList({ scope, clubId = "" }: { readonly scope: keyof typeof scopes; readonly clubId?: string }) {
  const events = usePages(`events ${scope} ${clubId}`, async (pageToken) => {
    const page = await client().calls.events.listEvents({
      scope: scopes[scope],
      clubId,
      timeZone: viewerZone(),
      pageSize: 50,
      pageToken,
    });
    return { items: page.events, nextPageToken: page.nextPageToken };
  });
  const empty =
    scope === "club" ? (
      <p class="soft">{t("events.noneInClub")}</p>
    ) : (
      <Empty
        icon={CalendarDays}
        title={scope === "hosting" ? t("events.noneHosting") : t("events.none")}
        text={scope === "hosting" ? t("events.noneHostingText") : t("events.noneText")}
      >
        <ButtonLink href={paths.newEvent()} kind="primary">
          {t("events.plan")}
        </ButtonLink>
        <ButtonLink href={paths.find("", "", "events")}>{t("events.find")}</ButtonLink>
      </Empty>
    );
  return (
    <PagedList of={events} skeleton={<Skeleton rows={4} />} empty={empty}>
      {(items) => (
        <ul class="rows events">
          {soonestFirst(items).map((event) => (
            <EventRow key={event.eventId} event={event} />
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function EventRow({ event }: { readonly event: Event }) {
  const { plan } = event;
  const next = nextOccurrence(event);
  const startsAt = Number(next?.startsAtUnixMs ?? 0n);
  const title = plainLine(next?.title || plan?.title || "");
  return (
    <li
      class={`row person-row event-row${isOver(event) ? " is-over" : ""}`}
      style={{ "--hue": hueOf(plan?.topics ?? [], plan?.title ?? "") }}
    >
      <Link href={paths.event(event.eventId)} class="person-open">
        <DateTile atMs={startsAt} />
        <span class="grow">
          <span class="two-lines words strong">{title}</span>
          <span class="small accent block">
            {event.cancelledAtUnixMs > 0n ? t("occurrence.cancelled") : next ? formatDayTime(startsAt) : t("events.over")}
          </span>
          <span class="small soft row event-facts">
            {event.host && <span class="words one-line">{nameOf(event.host)}</span>}
            {plan?.recurrence && (
              <span>
                <Repeat size={14} aria-hidden="true" /> {repeatWords(plan.recurrence, startsAt)}
              </span>
            )}
            {next && next.attendeeCount > 0 && (
              <span>
                <Users size={14} aria-hidden="true" /> {t("events.attend", { count: next.attendeeCount })}
              </span>
            )}
          </span>
        </span>
      </Link>
      {event.youFollow && <span class="chip chip-plain chip-good">{t("person.follows")}</span>}
    </li>
  );
}

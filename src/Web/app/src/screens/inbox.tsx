import { type InboxEntry, NotificationKind } from "@audiorooms/client";
import { Bell, BellOff, CheckCheck, Settings } from "lucide-preact";
import { useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { formatAgo } from "../i18n/format";
import { daysOf, hrefOf, inboxKeys } from "../model/inbox";
import { nameOf, plainLine } from "../model/plain-text";
import { Link } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { attempt } from "../state/action";
import { useClock } from "../state/clock";
import { inbox, watchedInbox } from "../state/session";
import { Button, ButtonLink, IconButton } from "../ui/button";
import { Face } from "../ui/face";
import { Screen, Section } from "../ui/screen";
import { Empty, Skeleton } from "../ui/states";

/** What happened for the person; it fills by itself. */
export function InboxScreen() {
  const state = inbox.value;
  const [older, setOlder] = useState<readonly InboxEntry[]>([]);
  const [token, setToken] = useState<string | null>(null);
  const next = token ?? state.nextPageToken;
  const entries = [...state.entries, ...older.filter((entry) => !state.entries.some((newer) => newer.entryId === entry.entryId))];

  const more = async (): Promise<void> => {
    await attempt(
      client()
        .calls.notifications.listInbox({ pageSize: 50, pageToken: next })
        .then((page) => {
          setOlder([...older, ...page.entries]);
          setToken(page.nextPageToken);
        }),
    );
  };

  return (
    <Screen
      title={t("inbox.title")}
      narrow
      actions={
        <>
          {state.unreadCount > 0 && (
            <Button
              size="s"
              icon={CheckCheck}
              onClick={() => void attempt(client().calls.notifications.markAllRead({ version: state.version }))}
            >
              {t("inbox.readAll")}
            </Button>
          )}
          <ButtonLink
            href={paths.section("notifications")}
            kind="plain"
            icon={Settings}
            aria-label={t("settings.notifications")}
          />
        </>
      }
    >
      {state.kind === "stale" && (
        <p class="notice notice-warn" role="status">
          <span class="grow">{t("inbox.stale")}</span>{" "}
          <Button size="s" onClick={() => watchedInbox()?.restart()}>
            {t("action.retry")}
          </Button>
        </p>
      )}
      {state.kind === "loading" ? (
        <Skeleton rows={6} />
      ) : entries.length === 0 ? (
        <Empty icon={Bell} title={t("inbox.empty")} text={t("inbox.emptyText")}>
          <ButtonLink href={paths.search} kind="primary">
            {t("hallway.findPeople")}
          </ButtonLink>
        </Empty>
      ) : (
        <>
          {daysOf(entries, new Date()).map((day) => (
            <Section key={day.key} title={(t as (key: Key) => string)(`inbox.${day.key}`)}>
              <ul class="rows">
                {day.entries.map((entry) => (
                  <Entry key={entry.entryId} entry={entry} />
                ))}
              </ul>
            </Section>
          ))}
          {next !== "" && (
            <div class="row row-center more">
              <Button onClick={() => void more()}>{t("action.more")}</Button>
            </div>
          )}
        </>
      )}
    </Screen>
  );
}

function Entry({ entry }: { readonly entry: InboxEntry }) {
  const now = useClock();
  const newest = entry.newest[0];
  const href = hrefOf(newest);
  const sentence = sentenceOf(entry);
  const read = (): void => {
    if (!entry.read)
      void client()
        .calls.notifications.markRead({ entryIds: [entry.entryId] })
        .catch(() => undefined);
  };
  const content = (
    <>
      {newest?.actor ? (
        <Face userId={newest.actor.userId} handle={newest.actor.handle} displayName={newest.actor.displayName} size={44} />
      ) : (
        <span class="glyph" aria-hidden="true">
          <Bell size={20} />
        </span>
      )}
      <span class="grow">
        <span class={`words${entry.read ? "" : " strong"}`}>{sentence}</span>
        <span class="small soft">
          {formatAgo(Number(entry.atUnixMs), now)}
          {entry.read ? "" : ` · ${t("inbox.unread")}`}
        </span>
      </span>
    </>
  );
  return (
    <li class={`row person-row inbox-entry${entry.read ? "" : " is-unread"}`}>
      {href ? (
        <Link href={href} class="person-open" onClick={read}>
          {content}
        </Link>
      ) : (
        <button type="button" class="person-open" onClick={read}>
          {content}
        </button>
      )}
      {entry.kind !== NotificationKind.DIGEST && (
        <IconButton icon={BellOff} label={t("inbox.muteKind")} onClick={() => void muteKind(entry.kind)} />
      )}
    </li>
  );
}

async function muteKind(kind: NotificationKind): Promise<void> {
  await attempt(
    client().calls.notifications.muteSource({ source: { source: { case: "kind", value: kind } } }),
    t("inbox.kindMuted"),
  );
}

/** "Ada and 3 others follow you": who and how many, then what. */
function sentenceOf(entry: InboxEntry): string {
  const newest = entry.newest[0];
  const key = entry.kind === NotificationKind.UNSPECIFIED ? "inbox.digest" : inboxKeys[entry.kind];
  const others = Math.max(0, Number(entry.actorCount) - 1);
  const first = newest?.actor ? nameOf(newest.actor) : t("inbox.someone");
  const name = others > 0 ? t("inbox.andOthers", { name: first, count: others }) : first;
  const text = plainLine(newest?.text ?? "") || t("inbox.untitled");
  return (t as (key: Key, values: Record<string, string | number>) => string)(key as Key, {
    name,
    text,
    count: Number(entry.count),
  });
}

import { CalendarScope } from "@audiorooms/client";
import { CalendarPlus, Copy, Rss } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { viewerZone } from "../i18n/format";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { Button, ButtonLink } from "../ui/button";
import { confirm } from "../ui/confirm";
import { copyText } from "../ui/copy";
import { EventList } from "../ui/event-list";
import { Screen, Section, Segments } from "../ui/screen";

/** Events the viewer follows or hosts, and the calendar to subscribe to. */
export function EventsScreen() {
  const [scope, setScope] = useState<"following" | "hosting">("following");
  return (
    <Screen
      title={t("events.title")}
      lead={t("events.zone", { zone: viewerZone().replace(/_/g, " ") })}
      actions={
        <ButtonLink href={paths.newEvent()} kind="primary" icon={CalendarPlus}>
          {t("events.plan")}
        </ButtonLink>
      }
    >
      <Segments
        label={t("events.which")}
        value={scope}
        onChoose={setScope}
        choices={[
          { value: "following", label: t("events.following") },
          { value: "hosting", label: t("events.hosting") },
        ]}
      />
      <EventList key={scope} scope={scope} />
      <Section title={t("calendar.title")}>
        <CalendarFeed scope={CalendarScope.USER} subjectId="" />
      </Section>
    </Screen>
  );
}

/** A secret address for calendar programs; shown when asked for, and replaced when it got into wrong hands. */
export function CalendarFeed({ scope, subjectId }: { readonly scope: CalendarScope; readonly subjectId: string }) {
  const [url, setUrl] = useState<string | null>(null);
  const show = useAction(async () => setUrl(addressOf((await client().calls.events.getCalendarFeed({ scope, subjectId })).path)));
  const reset = useAction(async () => {
    if (!(await confirm({ title: t("calendar.resetTitle"), text: t("calendar.resetText"), yes: t("calendar.reset") }))) return;
    setUrl(addressOf((await client().calls.events.resetCalendarFeed({ scope, subjectId })).path));
  });
  return (
    <div class="panel stack">
      <p class="soft small">{t("calendar.text")}</p>
      {url === null ? (
        <div class="row">
          <Button icon={Rss} busy={show.busy.value} onClick={() => void show.run()}>
            {t("calendar.subscribe")}
          </Button>
        </div>
      ) : (
        <>
          <div class="secret">
            <code class="words">{url}</code>
            <Button size="s" kind="primary" icon={Copy} onClick={() => void copyText(url)}>
              {t("action.copy")}
            </Button>
          </div>
          <div class="row">
            <a class="button button-soft button-s" href={url.replace(/^https?:/, "webcal:")}>
              <span class="button-label">{t("calendar.openIn")}</span>
            </a>
            <Button size="s" kind="plain" onClick={() => void reset.run()}>
              {t("calendar.reset")}
            </Button>
          </div>
          <p class="soft small">{t("calendar.secret")}</p>
        </>
      )}
    </div>
  );
}

const addressOf = (path: string): string => new URL(path, window.location.origin).href;

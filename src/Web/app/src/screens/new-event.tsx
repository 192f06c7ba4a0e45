import { ClubScope, type Event, type EventPlan } from "@audiorooms/client";
import { useState } from "preact/hooks";
import { languageTag, t } from "../i18n";
import { formatDayTime, viewerZone } from "../i18n/format";
import { localDate, nextWeekday, parseRule, type Repeat, ruleOf, weekdayName, weekdayOf } from "../model/recurrence";
import { go } from "../router/router";
import { paths, type Route } from "../router/routes";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { useResource } from "../state/resource";
import { Button } from "../ui/button";
import { Select, Switch, TextArea, TextField } from "../ui/field";
import { languageChoices } from "../ui/languages";
import { Screen } from "../ui/screen";
import { Async, FormProblem } from "../ui/states";
import { TopicPicker } from "../ui/topic-picker";

interface Draft {
  readonly title: string;
  readonly description: string;
  readonly topics: readonly string[];
  readonly language: string;
  readonly date: string;
  readonly time: string;
  readonly minutes: number;
  readonly repeat: Repeat;
  /** The rule as it was, for one that this form cannot say. */
  readonly otherRule: string | null;
  readonly clubId: string;
  readonly membersOnly: boolean;
  readonly timeZone: string;
}

/** Next Friday at noon in the viewer's zone, to begin with. */
const fresh = (clubId: string): Draft => ({
  title: "",
  description: "",
  topics: [],
  language: languageTag.peek(),
  date: nextWeekday("FR", new Date()),
  time: "12:00",
  minutes: 60,
  repeat: "once",
  otherRule: null,
  clubId,
  membersOnly: false,
  timeZone: viewerZone(),
});

function draftOf(plan: EventPlan): Draft {
  const { repeat } = parseRule(plan.recurrence);
  return {
    title: plan.title,
    description: plan.description,
    topics: plan.topics,
    language: plan.language,
    date: plan.startsAt.slice(0, 10),
    time: plan.startsAt.slice(11, 16),
    minutes: plan.durationMinutes,
    repeat: repeat === "other" ? "weekly" : repeat,
    otherRule: repeat === "other" ? plan.recurrence : null,
    clubId: plan.clubId,
    membersOnly: plan.membersOnly,
    timeZone: plan.timeZone,
  };
}

export function NewEvent({ route }: { readonly route: Extract<Route, { screen: "new-event" }> }) {
  const [key] = useState(() => client().newKey());
  return (
    <Screen title={t("events.plan")} back={paths.events} narrow>
      <EventForm
        first={fresh(route.clubId)}
        button={t("events.schedule")}
        save={async (plan) =>
          go(paths.event((await client().calls.events.scheduleEvent({ plan, idempotencyKey: key })).eventId), { replace: true })
        }
      />
    </Screen>
  );
}

export function EditEvent({ route }: { readonly route: Extract<Route, { screen: "edit-event" }> }) {
  const event = useResource<Event>(`edit ${route.eventId}`, () =>
    client().calls.events.getEvent({ eventId: route.eventId, timeZone: "" }),
  );
  return (
    <Screen title={t("event.edit")} lead={t("event.editHint")} back={paths.event(route.eventId)} narrow>
      <Async of={event} gone={t("event.gone")}>
        {({ plan }) =>
          plan && (
            <EventForm
              first={draftOf(plan)}
              button={t("action.save")}
              edits
              save={async (next) => {
                await client().calls.events.updateEvent({
                  eventId: route.eventId,
                  plan: { ...next, coHostUserIds: plan.coHostUserIds, guestUserIds: plan.guestUserIds },
                });
                go(paths.event(route.eventId), { replace: true });
              }}
            />
          )
        }
      </Async>
    </Screen>
  );
}

type Plan = Omit<EventPlan, "$typeName" | "$unknown">;

function planOf(draft: Draft): Plan {
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    topics: [...draft.topics],
    language: draft.language,
    startsAt: `${draft.date}T${draft.time}`,
    timeZone: draft.timeZone,
    durationMinutes: draft.minutes,
    recurrence: draft.otherRule ?? ruleOf(draft.repeat, draft.date),
    clubId: draft.clubId,
    membersOnly: draft.clubId !== "" && draft.membersOnly,
    coHostUserIds: [],
    guestUserIds: [],
  };
}

function EventForm({
  first,
  button,
  edits,
  save,
}: {
  readonly first: Draft;
  readonly button: string;
  readonly edits?: boolean;
  readonly save: (plan: Plan) => Promise<void>;
}) {
  const [draft, setDraft] = useState(first);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const send = useAction(() => save(planOf(draft)), { quiet: true });
  const clubs = useResource("my-clubs", async () =>
    (await client().calls.clubs.listClubs({ scope: ClubScope.MINE, pageSize: 100 })).clubs.filter((club) => club.youMayOpenRooms),
  );
  const mine = clubs.state.value.kind === "ready" ? clubs.state.value.value : [];
  const submit = (event: globalThis.Event): void => {
    event.preventDefault();
    void send.run();
  };
  const day = draft.date === "" ? "" : weekdayName(weekdayOf(draft.date), languageTag.value);
  const today = new Date();
  const lastDay = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 30);

  return (
    <form class="stack panel" onSubmit={submit}>
      <TextField
        label={t("event.name")}
        value={draft.title}
        onText={(title) => set({ title })}
        maxLength={100}
        placeholder={t("event.nameExample")}
        required
      />
      <div class="form-pair">
        <TextField
          label={t("event.date")}
          type="date"
          value={draft.date}
          onText={(date) => set({ date })}
          min={edits ? undefined : localDate(today)}
          max={edits ? undefined : localDate(lastDay)}
          required
        />
        <TextField label={t("event.time")} type="time" value={draft.time} onText={(time) => set({ time })} required />
      </div>
      <p class="small soft">
        {draft.date !== "" && draft.time !== "" && draft.timeZone === viewerZone()
          ? formatDayTime(new Date(`${draft.date}T${draft.time}`).getTime())
          : ""}{" "}
        · {t("event.zone", { zone: draft.timeZone.replace(/_/g, " ") })}
      </p>
      <div class="form-pair">
        {draft.otherRule === null ? (
          <Select
            label={t("repeat.label")}
            value={draft.repeat}
            onChoose={(repeat) => set({ repeat })}
            choices={[
              { value: "once", label: t("repeat.once") },
              { value: "weekly", label: t("repeat.everyWeekday", { day, time: draft.time }) },
              { value: "fortnightly", label: t("repeat.everyOther", { day, time: draft.time }) },
              { value: "monthly", label: t("repeat.monthly") },
              { value: "daily", label: t("repeat.everyDay", { time: draft.time }) },
            ]}
          />
        ) : (
          <TextField label={t("repeat.rule")} value={draft.otherRule} onText={(otherRule) => set({ otherRule })} />
        )}
        <Select
          label={t("event.duration")}
          value={draft.minutes}
          onChoose={(minutes) => set({ minutes })}
          choices={[...new Set([15, 30, 45, 60, 90, 120, 180, draft.minutes])]
            .sort((a, b) => a - b)
            .map((minutes) => ({ value: minutes, label: t("wait.minutes", { count: minutes }) }))}
        />
      </div>
      <TextArea
        label={t("event.description")}
        value={draft.description}
        onText={(description) => set({ description })}
        maxLength={1000}
        rows={4}
      />
      <TopicPicker label={t("host.topics")} chosen={draft.topics} max={3} onChange={(topics) => set({ topics })} />
      <Select
        label={t("field.language")}
        value={draft.language}
        onChoose={(language) => set({ language })}
        choices={languageChoices(draft.language)}
      />
      {!edits && mine.length > 0 && (
        <Select
          label={t("host.club")}
          value={draft.clubId}
          onChoose={(clubId) => set({ clubId })}
          choices={[{ value: "", label: t("host.noClub") }, ...mine.map((club) => ({ value: club.clubId, label: club.name }))]}
        />
      )}
      {draft.clubId !== "" && (
        <Switch label={t("host.membersOnly")} on={draft.membersOnly} onChange={(membersOnly) => set({ membersOnly })} />
      )}
      <FormProblem problem={send.problem.value} />
      <Button
        type="submit"
        kind="primary"
        size="l"
        wide
        busy={send.busy.value}
        disabled={draft.title.trim() === "" || draft.date === "" || draft.time === "" || send.busy.value}
      >
        {button}
      </Button>
    </form>
  );
}

import type { WaitingPlace } from "@audiorooms/client";
import { Copy, RotateCw } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { formatAgo } from "../i18n/format";
import { handleProblem } from "../model/sign-up";
import { go, Link } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { useClock } from "../state/clock";
import { ticket } from "../state/ticket";
import { BrandMark } from "../ui/brand";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy";
import { TextField } from "../ui/field";
import { LanguageSwitch } from "../ui/language-switch";
import { Screen, Section } from "../ui/screen";
import { FormProblem } from "../ui/states";

/** For somebody without an invitation: a place on the list, and how it stands. */
export function Waiting() {
  const [place, setPlace] = useState<WaitingPlace | null>(null);
  const [handle, setHandle] = useState("");
  const [typed, setTyped] = useState("");

  const wait = useAction(
    async () => {
      const answer = await client().calls.invitations.joinWaitingList({ handle });
      ticket.value = answer.ticket;
      setPlace(answer.place ?? null);
    },
    { quiet: true },
  );
  const look = useAction(
    async (held: string) => {
      const found = await client().calls.invitations.getWaitingPlace({ ticket: held });
      ticket.value = held;
      setPlace(found);
    },
    { quiet: true },
  );
  const submit = (work: () => void) => (event: Event) => {
    event.preventDefault();
    work();
  };

  return (
    <div class="door">
      <div class="door-top">
        <Link href={paths.hallway} class="brand">
          <BrandMark /> AudioRooms
        </Link>
        <LanguageSwitch />
      </div>
      <Screen title={t("waiting.title")} lead={t("waiting.lead")} narrow>
        {place ? (
          <Place place={place} busy={look.busy.value} onLook={() => void look.run(ticket.value)} />
        ) : (
          <>
            <form class="stack panel" onSubmit={submit(() => void wait.run())}>
              <TextField
                label={t("field.handle")}
                hint={t("waiting.handleHint")}
                value={handle}
                onText={(text) => setHandle(text.toLowerCase())}
                maxLength={30}
                autocomplete="username"
                required
              />
              <FormProblem problem={wait.problem.value} />
              <Button
                type="submit"
                kind="primary"
                size="l"
                wide
                busy={wait.busy.value}
                disabled={handleProblem(handle) !== null || wait.busy.value}
              >
                {t("waiting.button")}
              </Button>
            </form>
            <Section title={t("waiting.have")}>
              <form class="stack panel" onSubmit={submit(() => void look.run(typed.trim()))}>
                <TextField label={t("waiting.ticket")} value={typed} onText={setTyped} autocomplete="off" required />
                <FormProblem problem={look.problem.value} />
                <Button type="submit" wide busy={look.busy.value} disabled={typed.trim() === ""}>
                  {t("waiting.look")}
                </Button>
              </form>
            </Section>
          </>
        )}
        <p class="small soft">
          <Link href={paths.join}>{t("waiting.invited")}</Link> · <Link href={paths.signIn}>{t("join.have")}</Link>
        </p>
      </Screen>
    </div>
  );
}

function Place({ place, busy, onLook }: { readonly place: WaitingPlace; readonly busy: boolean; readonly onLook: () => void }) {
  const now = useClock();
  const letIn = place.letInAtUnixMs > 0n;
  return (
    <div class="stack panel" role="status">
      <h2 class="words">{letIn ? t("waiting.letIn") : t("waiting.waits", { handle: place.handle })}</h2>
      <p class="soft">
        {letIn ? t("waiting.letInText") : t("waiting.since", { when: formatAgo(Number(place.joinedAtUnixMs), now) })}
      </p>
      {letIn ? (
        <Button kind="primary" size="l" wide onClick={() => go(paths.join)}>
          {t("join.button")}
        </Button>
      ) : (
        <>
          <div class="secret">
            <code class="words">{ticket.value}</code>
            <Button size="s" icon={Copy} onClick={() => void copyText(ticket.value)}>
              {t("action.copy")}
            </Button>
          </div>
          <p class="small soft">{t("waiting.keep")}</p>
          <Button icon={RotateCw} busy={busy} onClick={onLook}>
            {t("waiting.look")}
          </Button>
        </>
      )}
    </div>
  );
}

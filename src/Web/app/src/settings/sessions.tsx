import { LogOut, TriangleAlert } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { passwordProblem } from "../model/sign-up";
import { client } from "../services/client";
import { attempt, useAction } from "../state/action";
import { useClock } from "../state/clock";
import { useResource } from "../state/resource";
import { formatAgo, formatDate, formatDateTime } from "../i18n/format";
import { Button } from "../ui/button";
import { confirm } from "../ui/confirm";
import { TextField } from "../ui/field";
import { Section } from "../ui/screen";
import { Async, FormProblem } from "../ui/states";

export function SessionSettings() {
  const everywhere = async (): Promise<void> => {
    if (
      await confirm({ title: t("sessions.everywhereTitle"), text: t("sessions.everywhereText"), yes: t("sessions.everywhere") })
    )
      await attempt(client().signOutEverywhere());
  };
  return (
    <>
      <div class="stack panel">
        <p class="soft">{t("sessions.text")}</p>
        <div class="row">
          <Button icon={LogOut} onClick={() => void attempt(client().signOut())}>
            {t("sessions.signOut")}
          </Button>
          <Button kind="danger" icon={TriangleAlert} onClick={() => void everywhere()}>
            {t("sessions.everywhere")}
          </Button>
        </div>
      </div>
      <Section title={t("sessions.title")}>
        <Devices />
      </Section>
      <Section title={t("password.title")}>
        <PasswordForm />
      </Section>
      <Section title={t("identities.title")}>
        <Identities />
      </Section>
    </>
  );
}

function PasswordForm() {
  const [before, setBefore] = useState("");
  const [next, setNext] = useState("");
  const change = useAction(
    async () => {
      await client().calls.accounts.changePassword({ oldPassword: before, newPassword: next });
      setBefore("");
      setNext("");
    },
    { quiet: true, done: "password.changed" },
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    void change.run();
  };
  return (
    <form class="stack panel" onSubmit={submit}>
      <TextField
        label={t("password.old")}
        type="password"
        value={before}
        onText={setBefore}
        autocomplete="current-password"
        required
      />
      <TextField
        label={t("password.new")}
        hint={t("join.passwordHint")}
        type="password"
        value={next}
        onText={setNext}
        maxLength={128}
        autocomplete="new-password"
        required
      />
      <p class="soft small">{t("password.ends")}</p>
      <FormProblem problem={change.problem.value} />
      <Button type="submit" kind="primary" busy={change.busy.value} disabled={before === "" || passwordProblem(next) !== null}>
        {t("password.change")}
      </Button>
    </form>
  );
}

/** Where the account is signed in. */
function Devices() {
  const now = useClock();
  const { accounts } = client().calls;
  const sessions = useResource("sessions", async () => (await accounts.listSessions({})).sessions);
  const end = async (sessionId: string): Promise<void> => {
    if (await attempt(accounts.endSession({ sessionId }))) await sessions.reload();
  };
  return (
    <Async of={sessions}>
      {(open) => (
        <ul class="rows">
          {open.map(({ sessionId, createdAtUnixMs, lastUsedAtUnixMs, isCurrent }) => (
            <li key={sessionId} class="row person-row">
              <span class="grow">
                <span class="strong">{t("sessions.since", { when: formatDateTime(Number(createdAtUnixMs)) })}</span>
                <span class="small soft">{t("sessions.used", { when: formatAgo(Number(lastUsedAtUnixMs), now) })}</span>
              </span>
              {isCurrent ? (
                <span class="chip chip-plain chip-good">{t("sessions.current")}</span>
              ) : (
                <Button size="s" icon={LogOut} onClick={() => void end(sessionId)}>
                  {t("sessions.end")}
                  <span class="unseen"> {formatDateTime(Number(createdAtUnixMs))}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Async>
  );
}

/** Accounts of other services that open this one. */
function Identities() {
  const identities = useResource("identities", async () => (await client().calls.externalSignIn.listIdentities({})).identities);
  const unlink = async (issuer: string): Promise<void> => {
    const done = await attempt(client().calls.externalSignIn.unlinkIdentity({ issuer }));
    if (done) await identities.reload();
  };
  return (
    <Async of={identities}>
      {(known) =>
        known.length === 0 ? (
          <p class="soft small">{t("identities.none")}</p>
        ) : (
          <ul class="rows">
            {known.map((one) => (
              <li key={one.issuer} class="row person-row">
                <span class="grow">
                  <span class="one-line words strong">{one.issuer}</span>
                  <span class="small soft">{formatDate(Number(one.linkedAtUnixMs))}</span>
                </span>
                <Button size="s" onClick={() => void unlink(one.issuer)}>
                  {t("identities.unlink")}
                </Button>
              </li>
            ))}
          </ul>
        )
      }
    </Async>
  );
}

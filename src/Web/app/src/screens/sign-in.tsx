import { useState } from "preact/hooks";
import { useSignalEffect } from "@preact/signals";
import { t } from "../i18n";
import { formatDateTime } from "../i18n/format";
import { go, Link, route } from "../router/router";
import { paths } from "../router/routes";
import { client, useObservable } from "../services/client";
import { useAction } from "../state/action";
import { returnTo } from "../state/return-to";
import { signedIn } from "../state/session";
import { BrandMark } from "../ui/brand";
import { Button } from "../ui/button";
import { TextArea, TextField } from "../ui/field";
import { LanguageSwitch } from "../ui/language-switch";
import { Screen } from "../ui/screen";
import { FormProblem } from "../ui/states";

export function SignIn() {
  const [handle, setHandle] = useState("");
  const [password, setPassword] = useState("");
  const suspension = useObservable(client().suspension);
  const signIn = useAction(() => client().signIn({ handle: handle.trim().replace(/^@/, "").toLowerCase(), password }), {
    quiet: true,
  });

  useSignalEffect(() => {
    if (signedIn.value && route.peek().screen === "sign-in") go(returnTo.take() ?? paths.hallway, { replace: true });
  });

  const submit = (event: Event): void => {
    event.preventDefault();
    void signIn.run();
  };

  return (
    <div class="door">
      <div class="door-top">
        <Link href={paths.hallway} class="brand">
          <BrandMark /> AudioRooms
        </Link>
        <LanguageSwitch />
      </div>
      <Screen title={t("signIn.title")} narrow>
        <form class="stack panel" onSubmit={submit}>
          <TextField label={t("field.handle")} value={handle} onText={setHandle} autocomplete="username" required />
          <TextField
            label={t("field.password")}
            type="password"
            value={password}
            onText={setPassword}
            autocomplete="current-password"
            required
          />
          <FormProblem problem={signIn.problem.value} />
          <Button
            type="submit"
            kind="primary"
            size="l"
            wide
            busy={signIn.busy.value}
            disabled={handle.trim() === "" || password === "" || signIn.busy.value}
          >
            {t("signIn.button")}
          </Button>
        </form>
        {suspension && (
          <Appeal until={suspension.untilMs} ticket={suspension.appealTicket ?? signIn.problem.value?.appealTicket ?? null} />
        )}
        <p class="small soft">
          {t("signIn.new")} <Link href={paths.join}>{t("signIn.join")}</Link>
        </p>
      </Screen>
    </div>
  );
}

/** A suspended person learns until when, and may say once why that is wrong. */
function Appeal({ until, ticket }: { readonly until: number | null; readonly ticket: string | null }) {
  const [text, setText] = useState("");
  const [sent, setSent] = useState(false);
  const appeal = useAction(async () => {
    await client().calls.moderation.fileAppeal({ ticket: ticket ?? "", text: text.trim() });
    setSent(true);
  });
  return (
    <section class="stack panel" aria-label={t("suspended.title")}>
      <h2>{t("suspended.title")}</h2>
      <p>{until === null ? t("suspended.forGood") : t("problem.suspendedUntil", { when: formatDateTime(until) })}</p>
      {sent && (
        <p class="notice notice-good" role="status">
          <span>{t("suspended.sent")}</span>
        </p>
      )}
      {ticket !== null && !sent && (
        <>
          <TextArea label={t("suspended.appeal")} value={text} onText={setText} maxLength={1000} rows={4} />
          <Button busy={appeal.busy.value} disabled={text.trim() === ""} onClick={() => void appeal.run()}>
            {t("suspended.send")}
          </Button>
        </>
      )}
    </section>
  );
}

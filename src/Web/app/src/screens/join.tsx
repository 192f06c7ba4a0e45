import { signal } from "@preact/signals";
import { ArrowRight } from "lucide-preact";
import { useState } from "preact/hooks";
import { t, languageTag } from "../i18n";
import { handleProblem, invitationLooksWhole, passwordProblem, suggestHandle } from "../model/sign-up";
import { go, Link, takeSecret } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { returnTo } from "../state/return-to";
import { readSelf, signedIn } from "../state/session";
import { BrandMark } from "../ui/brand";
import { Button } from "../ui/button";
import { TextArea, TextField } from "../ui/field";
import { LanguageSwitch } from "../ui/language-switch";
import { Screen } from "../ui/screen";
import { FormProblem } from "../ui/states";
import { TopicPicker } from "../ui/topic-picker";
import { ticket } from "../state/ticket";

/** Interests are asked for after the account exists, and of newcomers alone. */
const justJoined = signal(false);

/** From an invitation to the hallway: who one is, then what one likes. */
export function Join() {
  if (!signedIn.value) return <SignUp />;
  return justJoined.value ? <Interests /> : <Inside />;
}

function Inside() {
  return (
    <Screen title={t("join.inside")} narrow>
      <p class="lead">{t("join.insideText")}</p>
      <div class="row">
        <Button kind="primary" onClick={() => go(paths.hallway)}>
          {t("nav.hallway")}
        </Button>
      </div>
    </Screen>
  );
}

function SignUp() {
  const [invitation, setInvitation] = useState(() => takeSecret() || ticket.peek());
  const [byLink] = useState(invitation !== "");
  const [name, setName] = useState("");
  const [handle, setHandle] = useState("");
  const [touched, setTouched] = useState(false);
  const [password, setPassword] = useState("");
  const shownHandle = touched ? handle : suggestHandle(name);

  const join = useAction(
    async () => {
      justJoined.value = true;
      try {
        await client().signUp({ handle: shownHandle, password, displayName: name.trim(), invitation: invitation.trim() });
      } catch (error) {
        justJoined.value = false;
        throw error;
      }
    },
    { quiet: true },
  );

  const submit = (event: Event): void => {
    event.preventDefault();
    void join.run();
  };
  const ready = name.trim() !== "" && handleProblem(shownHandle) === null && passwordProblem(password) === null;

  return (
    <div class="door">
      <div class="door-top">
        <Link href={paths.hallway} class="brand">
          <BrandMark /> AudioRooms
        </Link>
        <LanguageSwitch />
      </div>
      <Screen title={t("join.title")} lead={byLink ? t("join.invited") : t("join.lead")} narrow>
        <form class="stack panel" onSubmit={submit}>
          {!byLink && (
            <TextField
              label={t("join.invitation")}
              hint={t("join.invitationHint")}
              value={invitation}
              onText={setInvitation}
              autocomplete="off"
              error={invitation === "" || invitationLooksWhole(invitation) ? null : t("join.invitationShort")}
            />
          )}
          <TextField label={t("field.name")} value={name} onText={setName} maxLength={50} autocomplete="name" required />
          <TextField
            label={t("field.handle")}
            hint={t("join.handleHint")}
            value={shownHandle}
            onText={(text) => {
              setTouched(true);
              setHandle(text.toLowerCase());
            }}
            maxLength={30}
            autocomplete="username"
            error={touched && handle !== "" ? (handleProblem(handle) === null ? null : t("refusal.handle_invalid")) : null}
            required
          />
          <TextField
            label={t("field.password")}
            hint={t("join.passwordHint")}
            type="password"
            value={password}
            onText={setPassword}
            maxLength={128}
            autocomplete="new-password"
            required
          />
          <FormProblem problem={join.problem.value} />
          <Button type="submit" kind="primary" size="l" wide busy={join.busy.value} disabled={!ready || join.busy.value}>
            {t("join.button")}
          </Button>
        </form>
        <p class="small soft">
          {t("join.noInvitation")} <Link href={paths.waiting}>{t("join.waitLink")}</Link> ·{" "}
          <Link href={paths.signIn}>{t("join.have")}</Link>
        </p>
      </Screen>
    </div>
  );
}

/** Interests and a line about oneself; everything can be skipped. */
function Interests() {
  const [topics, setTopics] = useState<readonly string[]>([]);
  const [bio, setBio] = useState("");
  const finish = (): void => {
    justJoined.value = false;
    go(returnTo.take() ?? paths.hallway, { replace: true });
  };
  const save = useAction(async () => {
    await client().calls.profiles.updateProfile({
      interests: { topics: [...topics] },
      language: languageTag.value,
      ...(bio.trim() === "" ? {} : { bio: bio.trim() }),
    });
    await readSelf();
    finish();
  });

  return (
    <div class="door">
      <Screen title={t("interests.title")} lead={t("interests.lead")} narrow>
        <div class="stack panel">
          <TopicPicker label={t("field.interests")} chosen={topics} max={20} onChange={setTopics} />
          <TextArea label={t("field.bio")} hint={t("interests.bioHint")} value={bio} onText={setBio} maxLength={160} rows={2} />
          <div class="row row-spread">
            <Button kind="plain" onClick={finish}>
              {t("action.skip")}
            </Button>
            <Button kind="primary" size="l" icon={ArrowRight} busy={save.busy.value} onClick={() => void save.run()}>
              {t("interests.button")}
            </Button>
          </div>
        </div>
      </Screen>
    </div>
  );
}

import { Invitations, SearchKind } from "@audiorooms/client";
import { GitBranch, Pause, Play } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { FormProblem } from "../ui/states";
import { KeyField, keyed } from "./key";

/** A member and everybody who came by their invitations: holds the branch back, lets it go on, or grants it more. */
export function Branches() {
  const [who, setWho] = useState("");
  const [count, setCount] = useState("5");
  const service = () => client().service(Invitations, keyed());
  const pause = useAction(async (paused: boolean) => service().pauseBranch({ userId: await idOf(who), paused }), {
    quiet: true,
    done: "saved",
  });
  const grant = useAction(
    async () => service().grantInvitations({ userId: await idOf(who), count: Number(count), idempotencyKey: client().newKey() }),
    { quiet: true, done: "saved" },
  );
  const empty = who.trim() === "";
  return (
    <div class="stack">
      <p class="soft row">
        <GitBranch size={18} aria-hidden="true" /> <span>{t("branches.text")}</span>
      </p>
      <div class="panel stack">
        <TextField label={t("accounts.handleOrId")} value={who} onText={setWho} maxLength={64} />
        <div class="row">
          <Button kind="danger" icon={Pause} disabled={empty} busy={pause.busy.value} onClick={() => void pause.run(true)}>
            {t("branches.pause")}
          </Button>
          <Button icon={Play} disabled={empty} busy={pause.busy.value} onClick={() => void pause.run(false)}>
            {t("branches.goOn")}
          </Button>
        </div>
        <div class="row row-form">
          <TextField label={t("branches.count")} type="number" min={1} max={50} value={count} onText={setCount} />
          <Button
            disabled={empty || !(Number(count) >= 1 && Number(count) <= 50)}
            busy={grant.busy.value}
            onClick={() => void grant.run()}
          >
            {t("branches.grant")}
          </Button>
        </div>
        <FormProblem problem={pause.problem.value ?? grant.problem.value} />
      </div>
      <KeyField />
    </div>
  );
}

/** The id of an account by its handle; what is no handle of anybody is taken for an id. */
async function idOf(text: string): Promise<string> {
  const wanted = text.trim().replace(/^@/, "").toLowerCase();
  const { results } = await client().calls.discovery.search({ kind: SearchKind.PERSON, words: wanted, pageSize: 20 });
  return results.find((result) => result.owner?.person?.handle === wanted)?.id ?? text.trim();
}

import { PenaltyKind } from "@audiorooms/client";
import { Download, Trash2 } from "lucide-preact";
import { useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { formatDateTime } from "../i18n/format";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { useResource } from "../state/resource";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Section } from "../ui/screen";
import { Sheet } from "../ui/sheet";
import { Async, FormProblem } from "../ui/states";

export function DataSettings() {
  const [deleting, setDeleting] = useState(false);
  const take = useAction(async () => {
    const { json } = await client().calls.accounts.exportAccount({});
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([json], { type: "application/json" }));
    link.download = "audiorooms-account.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
  return (
    <>
      <div class="stack panel">
        <p class="soft">{t("data.exportText")}</p>
        <div class="row">
          <Button icon={Download} busy={take.busy.value} onClick={() => void take.run()}>
            {t("data.export")}
          </Button>
        </div>
      </div>
      <Section title={t("standing.title")}>
        <Standing />
      </Section>
      <Section title={t("data.deleteTitle")}>
        <div class="stack panel">
          <p class="soft">{t("data.deleteText")}</p>
          <div class="row">
            <Button kind="danger" icon={Trash2} onClick={() => setDeleting(true)}>
              {t("data.delete")}
            </Button>
          </div>
        </div>
      </Section>
      {deleting && <DeleteSheet onClose={() => setDeleting(false)} />}
    </>
  );
}

const penalties: Readonly<Record<number, Key>> = {
  [PenaltyKind.WARN]: "penalty.warn",
  [PenaltyKind.SUSPEND]: "penalty.suspend",
  [PenaltyKind.SUSPEND_FOR_GOOD]: "penalty.suspendForGood",
  [PenaltyKind.END_ROOM]: "penalty.endRoom",
  [PenaltyKind.REMOVE_PROFILE_TEXT]: "penalty.removeText",
};

export const penaltyLabel = (kind: PenaltyKind): string => (t as (key: Key) => string)(penalties[kind] ?? "penalty.warn");

/** What was decided about the own account. */
function Standing() {
  const standing = useResource("standing", () => client().calls.moderation.getMyStanding({}));
  return (
    <Async of={standing}>
      {(value) =>
        value.penalties.length === 0 ? (
          <p class="soft small">{t("standing.clean")}</p>
        ) : (
          <ul class="rows">
            {value.penalties.map((one) => (
              <li key={one.caseId} class="row person-row">
                <span class="grow strong">{penaltyLabel(one.kind)}</span>
                <span class="small soft">{formatDateTime(Number(one.atUnixMs))}</span>
              </li>
            ))}
          </ul>
        )
      }
    </Async>
  );
}

function DeleteSheet({ onClose }: { readonly onClose: () => void }) {
  const [password, setPassword] = useState("");
  const remove = useAction(
    async () => {
      await client().calls.accounts.deleteAccount({ password });
      await client()
        .signOut()
        .catch(() => undefined);
      onClose();
    },
    { quiet: true },
  );
  return (
    <Sheet
      title={t("data.deleteTitle")}
      onClose={onClose}
      actions={
        <Button kind="danger" wide busy={remove.busy.value} disabled={password === ""} onClick={() => void remove.run()}>
          {t("data.deleteForGood")}
        </Button>
      }
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void remove.run();
        }}
      >
        <p>{t("data.deleteText")}</p>
        <TextField
          label={t("field.password")}
          type="password"
          value={password}
          onText={setPassword}
          autocomplete="current-password"
          required
        />
        <FormProblem problem={remove.problem.value} />
      </form>
    </Sheet>
  );
}

import { AccountPower, type AccountStanding, Refused } from "@audiorooms/client";
import { type AccountRow, Admin } from "@audiorooms/client/operator";
import { useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { formatDateTime } from "../i18n/format";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { Button } from "../ui/button";
import { Select, TextArea, TextField } from "../ui/field";
import { Section } from "../ui/screen";
import { FormProblem } from "../ui/states";
import { KeyField, keyed } from "./key";

const powers: readonly { readonly value: AccountPower; readonly key: Key }[] = [
  { value: AccountPower.MEMBER, key: "power.member" },
  { value: AccountPower.TRUST_AND_SAFETY, key: "power.safety" },
  { value: AccountPower.OPERATOR, key: "power.operator" },
];

const day = 86_400_000;

/** An account by its handle: how it stands, suspending and reinstating it, its power. */
export function Accounts() {
  const [handle, setHandle] = useState("");
  const [found, setFound] = useState<{
    readonly userId: string;
    readonly handle: string;
    readonly standing: AccountStanding;
  } | null>(null);
  const look = useAction(
    async () => {
      const { person, standing } = await accountOf(handle.trim());
      if (!person || !standing) throw new Refused("person_not_found", "There is no such account.");
      setFound({ userId: person.userId, handle: person.handle, standing });
    },
    { quiet: true },
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    void look.run();
  };
  return (
    <>
      <form class="row row-form panel" onSubmit={submit}>
        <div class="grow">
          <TextField label={t("accounts.handleOrId")} value={handle} onText={setHandle} maxLength={64} />
        </div>
        <Button type="submit" kind="primary" busy={look.busy.value} disabled={handle.trim() === ""}>
          {t("accounts.look")}
        </Button>
      </form>
      <FormProblem problem={look.problem.value} />
      {found && (
        <Standing
          key={found.userId}
          userId={found.userId}
          name={found.handle}
          standing={found.standing}
          onChange={(standing) => setFound({ ...found, standing })}
        />
      )}
      <KeyField />
    </>
  );
}

/** The account of a handle, or else of an id; suspended ones are found as well. */
async function accountOf(handleOrId: string): Promise<Partial<AccountRow>> {
  const admin = client().service(Admin, keyed());
  const handle = handleOrId.replace(/^@/, "").toLowerCase();
  const byHandle = handle.length > 30 ? [] : (await admin.listAccounts({ handle, pageSize: 100 })).accounts;
  const exact = byHandle.find((one) => one.person?.handle === handle);
  return exact ?? (await admin.listAccounts({ userIds: [handleOrId] })).accounts[0] ?? {};
}

function Standing({
  userId,
  name,
  standing,
  onChange,
}: {
  readonly userId: string;
  readonly name: string;
  readonly standing: AccountStanding;
  readonly onChange: (standing: AccountStanding) => void;
}) {
  const [reason, setReason] = useState("");
  const [days, setDays] = useState(7);
  const [power, setPower] = useState(standing.power);
  const { moderation, profiles } = client().calls;
  const suspend = useAction(
    async () =>
      onChange(
        await moderation.suspendAccount({
          userId,
          untilUnixMs: days === 0 ? 0n : BigInt(Date.now() + days * day),
          reason: reason.trim(),
        }),
      ),
    { done: "saved" },
  );
  const reinstate = useAction(async () => onChange(await moderation.reinstateAccount({ userId, reason: reason.trim() })), {
    done: "saved",
  });
  const appoint = useAction(
    async () => onChange(await client().service(Admin, keyed()).setPower({ userId, power, reason: reason.trim() })),
    { done: "saved" },
  );
  const vouch = useAction((verified: boolean) => withKey(profiles.setVerified, { userId, verified }), {
    done: "saved",
  });
  const empty = reason.trim() === "";
  return (
    <Section title={name}>
      <div class="panel stack">
        <p class="words small soft">{userId}</p>
        <p class="strong">
          {standing.suspended
            ? standing.untilUnixMs > 0n
              ? t("problem.suspendedUntil", { when: formatDateTime(Number(standing.untilUnixMs)) })
              : t("suspended.forGood")
            : t("standing.clean")}
        </p>
        <TextArea label={t("accounts.reason")} value={reason} onText={setReason} maxLength={1000} rows={2} required />
        <div class="row row-form">
          <Select
            label={t("case.howLong")}
            value={days}
            onChoose={setDays}
            choices={[
              ...[1, 3, 7, 30, 90, 365].map((count) => ({ value: count, label: t("case.days", { count }) })),
              { value: 0, label: t("penalty.suspendForGood") },
            ]}
          />
          <Button kind="danger" busy={suspend.busy.value} disabled={empty} onClick={() => void suspend.run()}>
            {t("accounts.suspend")}
          </Button>
          {standing.suspended && (
            <Button busy={reinstate.busy.value} disabled={empty} onClick={() => void reinstate.run()}>
              {t("case.reinstate")}
            </Button>
          )}
        </div>
        <div class="row row-form">
          <Select
            label={t("accounts.power")}
            value={power}
            onChoose={setPower}
            choices={powers.map((one) => ({ value: one.value, label: (t as (key: Key) => string)(one.key) }))}
          />
          <Button busy={appoint.busy.value} disabled={empty} onClick={() => void appoint.run()}>
            {t("action.save")}
          </Button>
        </div>
        <div class="row">
          <Button size="s" onClick={() => void vouch.run(true)}>
            {t("accounts.verify")}
          </Button>
          <Button size="s" kind="plain" onClick={() => void vouch.run(false)}>
            {t("accounts.unverify")}
          </Button>
        </div>
      </div>
    </Section>
  );
}

/** A call that may carry the operator's key. */
function withKey<Request, Answer>(
  call: (request: Request, options?: { readonly headers: HeadersInit }) => Promise<Answer>,
  request: Request,
): Promise<Answer> {
  const { operatorKey } = keyed();
  return call(request, operatorKey === undefined ? undefined : { headers: { "operator-key": operatorKey } });
}

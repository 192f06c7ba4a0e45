import { type Invitation, InvitationKind, InvitationState } from "@audiorooms/client";
import { Copy, Hash, Link2, Mailbox, Share2, Trash2 } from "lucide-preact";
import { useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { formatAgo } from "../i18n/format";
import { groupCode } from "../model/invitations";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { attempt, useAction } from "../state/action";
import { useClock } from "../state/clock";
import { useResource } from "../state/resource";
import { Button, IconButton } from "../ui/button";
import { confirm } from "../ui/confirm";
import { copyText, share } from "../ui/copy";
import { TextField } from "../ui/field";
import { Screen, Section } from "../ui/screen";
import { Async, Empty, FormProblem, Skeleton } from "../ui/states";

interface Fresh {
  readonly kind: InvitationKind;
  readonly secret: string;
}

/** The invitations of a member: how many are left, a link or a code for each, who waits, what became of them, and how more are earned. */
export function InvitationsScreen() {
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const mine = useResource("invitations", () => client().calls.invitations.listMyInvitations({ pageSize: 100 }));
  const make = useAction(async (kind: InvitationKind) => {
    const made = await client().calls.invitations.createInvitation({ kind, idempotencyKey: client().newKey() });
    setFresh({ kind, secret: made.secret });
    await mine.reload();
  });
  const revoke = async (invitation: Invitation): Promise<void> => {
    const yes = await confirm({
      title: t("invitations.revokeTitle"),
      text: t("invitations.revokeText"),
      yes: t("invitations.revoke"),
    });
    if (
      yes &&
      (await attempt(
        client().calls.invitations.revokeInvitation({ invitationId: invitation.invitationId }),
        t("invitations.revoked"),
      ))
    )
      await mine.reload();
  };

  return (
    <Screen title={t("invitations.title")} lead={t("invitations.lead")} narrow>
      <Async of={mine} skeleton={<Skeleton rows={4} />}>
        {(value) => (
          <>
            <div class="panel stack">
              <p class="big-number">
                <span class="numbers">{value.remaining}</span> {t("invitations.remaining", { count: value.remaining })}
              </p>
              <div class="row">
                <Button
                  kind="primary"
                  icon={Link2}
                  disabled={value.remaining === 0}
                  busy={make.busy.value}
                  onClick={() => void make.run(InvitationKind.LINK)}
                >
                  {t("invitations.link")}
                </Button>
                <Button
                  icon={Hash}
                  disabled={value.remaining === 0}
                  busy={make.busy.value}
                  onClick={() => void make.run(InvitationKind.CODE)}
                >
                  {t("invitations.code")}
                </Button>
              </div>
              {fresh && <Secret fresh={fresh} />}
              <p class="soft small">{t("invitations.earn")}</p>
            </div>
            <FromWaitingList disabled={value.remaining === 0} onDone={() => void mine.reload()} />
            <Section title={t("invitations.made")}>
              {value.invitations.length === 0 ? (
                <Empty icon={Mailbox} title={t("invitations.none")} text={t("invitations.noneText")} />
              ) : (
                <ul class="rows">
                  {value.invitations.map((one) => (
                    <Row key={one.invitationId} invitation={one} onRevoke={() => void revoke(one)} />
                  ))}
                </ul>
              )}
            </Section>
          </>
        )}
      </Async>
    </Screen>
  );
}

function Secret({ fresh }: { readonly fresh: Fresh }) {
  const link = fresh.kind === InvitationKind.LINK;
  const path = paths.invitation(fresh.secret);
  const shown = link ? new URL(path, window.location.origin).href : groupCode(fresh.secret);
  return (
    <div class="stack" role="status">
      <div class="secret">
        <code class={link ? "words" : "code-big"}>{shown}</code>
        <Button
          size="s"
          kind="primary"
          icon={link ? Share2 : Copy}
          onClick={() => void (link ? share(t("invitations.shareTitle"), path) : copyText(shown))}
        >
          {link ? t("action.share") : t("action.copy")}
        </Button>
      </div>
      <p class="small soft">{t("invitations.once")}</p>
    </div>
  );
}

function FromWaitingList({ disabled, onDone }: { readonly disabled: boolean; readonly onDone: () => void }) {
  const [handle, setHandle] = useState("");
  const invite = useAction(
    async () => {
      await client().calls.invitations.inviteFromWaitingList({ handle: handle.trim().replace(/^@/, "") });
      setHandle("");
      onDone();
    },
    { quiet: true, done: "invitations.letIn" },
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    void invite.run();
  };
  return (
    <Section title={t("invitations.waitingTitle")}>
      <form class="row row-form" onSubmit={submit}>
        <div class="grow">
          <TextField label={t("invitations.waitingHandle")} value={handle} onText={setHandle} maxLength={31} />
        </div>
        <Button type="submit" busy={invite.busy.value} disabled={disabled || handle.trim() === ""}>
          {t("invitations.give")}
        </Button>
      </form>
      <FormProblem problem={invite.problem.value} />
    </Section>
  );
}

const states: Readonly<Record<number, Key>> = {
  [InvitationState.OPEN]: "invitations.open",
  [InvitationState.ACCEPTED]: "invitations.accepted",
  [InvitationState.REVOKED]: "invitations.wasRevoked",
  [InvitationState.EXPIRED]: "invitations.expired",
};

const kindsOf: Readonly<Record<number, Key>> = {
  [InvitationKind.LINK]: "invitations.kindLink",
  [InvitationKind.CODE]: "invitations.kindCode",
  [InvitationKind.TICKET]: "invitations.kindTicket",
};

function Row({ invitation, onRevoke }: { readonly invitation: Invitation; readonly onRevoke: () => void }) {
  const now = useClock();
  const open = invitation.state === InvitationState.OPEN;
  const say = t as (key: Key) => string;
  return (
    <li class="row person-row">
      <span class="grow">
        <span class="strong">{say(kindsOf[invitation.kind] ?? "invitations.kindLink")}</span>{" "}
        <span class={`chip chip-plain${open ? " chip-good" : ""}`}>{say(states[invitation.state] ?? "invitations.expired")}</span>
        <span class="small soft block">
          {open
            ? t("links.until", { when: formatAgo(Number(invitation.expiresAtUnixMs), now) })
            : t("invitations.madeAt", { when: formatAgo(Number(invitation.createdAtUnixMs), now) })}
        </span>
      </span>
      {open && <IconButton icon={Trash2} label={t("invitations.revoke")} onClick={onRevoke} />}
    </li>
  );
}

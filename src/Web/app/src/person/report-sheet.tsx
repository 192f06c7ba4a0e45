import { ReportReason } from "@audiorooms/client";
import { Flag } from "lucide-preact";
import { useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { live } from "../state/room";
import { Button } from "../ui/button";
import { Choices, Switch, TextArea } from "../ui/field";
import { Sheet } from "../ui/sheet";
import { FormProblem } from "../ui/states";

export type ReportAbout =
  { readonly case: "person"; readonly userId: string } | { readonly case: "room"; readonly roomId: string };

export const reasonKeys: readonly { readonly reason: ReportReason; readonly key: Key }[] = [
  { reason: ReportReason.HARASSMENT, key: "reason.harassment" },
  { reason: ReportReason.HATE, key: "reason.hate" },
  { reason: ReportReason.VIOLENCE, key: "reason.violence" },
  { reason: ReportReason.SELF_HARM, key: "reason.selfHarm" },
  { reason: ReportReason.SEXUAL, key: "reason.sexual" },
  { reason: ReportReason.CHILD_SAFETY, key: "reason.childSafety" },
  { reason: ReportReason.SPAM, key: "reason.spam" },
  { reason: ReportReason.IMPERSONATION, key: "reason.impersonation" },
  { reason: ReportReason.PRIVACY, key: "reason.privacy" },
  { reason: ReportReason.ILLEGAL, key: "reason.illegal" },
  { reason: ReportReason.OTHER, key: "reason.other" },
];

export const reasonLabel = (reason: ReportReason): string => {
  const key = reasonKeys.find((one) => one.reason === reason)?.key ?? "reason.other";
  return (t as (key: Key) => string)(key);
};

/** A report of a person or a room. In a room the last minute of sound can be named with it. */
export function ReportSheet({
  about,
  name,
  onClose,
}: {
  readonly about: ReportAbout;
  readonly name?: string;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState(ReportReason.HARASSMENT);
  const [text, setText] = useState("");
  const [moment, setMoment] = useState(true);
  const [key] = useState(() => client().newKey());
  const roomId = live.value?.room.roomId ?? "";
  const offersMoment = about.case === "person" && roomId !== "";

  const send = useAction(
    async () => {
      const subject =
        about.case === "room"
          ? ({ case: "room", value: { roomId: about.roomId } } as const)
          : offersMoment && moment
            ? ({ case: "moment", value: { roomId, userId: about.userId, atUnixMs: 0n } } as const)
            : ({ case: "person", value: { userId: about.userId } } as const);
      await client().calls.moderation.fileReport({ idempotencyKey: key, reason, text: text.trim(), about: subject });
      onClose();
    },
    { quiet: true, done: "report.done" },
  );

  return (
    <Sheet
      title={name ? t("report.personTitle", { name }) : t("report.roomTitle")}
      onClose={onClose}
      actions={
        <Button kind="danger" wide icon={Flag} busy={send.busy.value} onClick={() => void send.run()}>
          {t("report.send")}
        </Button>
      }
    >
      <div class="stack">
        <p class="soft">{t("report.text")}</p>
        <Choices
          label={t("report.reason")}
          value={reason}
          onChoose={setReason}
          choices={reasonKeys.map((one) => ({ value: one.reason, label: (t as (key: Key) => string)(one.key) }))}
        />
        {offersMoment && <Switch label={t("report.moment")} hint={t("report.momentHint")} on={moment} onChange={setMoment} />}
        <TextArea label={t("report.words")} value={text} onText={setText} maxLength={1000} rows={3} />
        <FormProblem problem={send.problem.value} />
      </div>
    </Sheet>
  );
}

/** Opens {@link ReportSheet} for a room. */
export function ReportLink({ about }: { readonly about: ReportAbout }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <div class="row">
        <Button size="s" kind="plain" icon={Flag} onClick={() => setOpen(true)}>
          {t("report.room")}
        </Button>
      </div>
      {open && <ReportSheet about={about} onClose={() => setOpen(false)} />}
    </>
  );
}

import { Admin, AuditFault, type AuditVerdict } from "@audiorooms/client/operator";
import { BadgeCheck, ScrollText, TriangleAlert } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { formatDateTime } from "../i18n/format";
import { plainLine } from "../model/plain-text";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { usePages } from "../state/resource";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Empty, PagedList, Skeleton } from "../ui/states";
import { KeyField, keyed, operatorKey } from "./key";

/** What was done with power, and whether the log of it is whole. */
export function Audit() {
  const [subject, setSubject] = useState("");
  const [asked, setAsked] = useState("");
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const verify = useAction(async () => setVerdict(await client().service(Admin, keyed()).verifyAudit({})));
  const submit = (event: Event): void => {
    event.preventDefault();
    setAsked(subject.trim());
  };
  const whole = verdict?.fault === AuditFault.UNSPECIFIED;
  return (
    <div class="stack">
      <form class="row row-form panel" onSubmit={submit}>
        <div class="grow">
          <TextField
            label={t("audit.subject")}
            hint={t("audit.subjectHint")}
            value={subject}
            onText={setSubject}
            maxLength={80}
          />
        </div>
        <Button type="submit">{t("audit.filter")}</Button>
        <Button kind="primary" busy={verify.busy.value} onClick={() => void verify.run()}>
          {t("audit.verify")}
        </Button>
      </form>
      {verdict && (
        <p class={`notice ${whole ? "notice-good" : "notice-bad"}`} role="status">
          {whole ? <BadgeCheck size={20} aria-hidden="true" /> : <TriangleAlert size={20} aria-hidden="true" />}
          <span class="words">
            {whole ? t("audit.whole", { count: Number(verdict.count) }) : t("audit.broken", { count: Number(verdict.count) })}{" "}
            <code class="small">{verdict.headHash.slice(0, 16)}…</code>
          </span>
        </p>
      )}
      <Log key={`${asked} ${operatorKey.value}`} subject={asked} />
      <KeyField />
    </div>
  );
}

function Log({ subject }: { readonly subject: string }) {
  const log = usePages(`audit ${subject}`, async (pageToken) => {
    const page = await client().service(Admin, keyed()).listAudit({ subject, pageSize: 50, pageToken });
    return { items: page.records, nextPageToken: page.nextPageToken };
  });
  return (
    <PagedList of={log} skeleton={<Skeleton rows={6} />} empty={<Empty icon={ScrollText} title={t("audit.none")} />}>
      {(records) => (
        <div class="table-scroll" tabIndex={0} role="region" aria-label={t("operator.audit")}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">{t("audit.when")}</th>
                <th scope="col">{t("audit.actor")}</th>
                <th scope="col">{t("audit.action")}</th>
                <th scope="col">{t("audit.about")}</th>
                <th scope="col">{t("accounts.reason")}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr key={String(record.number)}>
                  <td class="numbers">{String(record.number)}</td>
                  <td>{formatDateTime(Number(record.atUnixMs))}</td>
                  <td class="words">{record.actor}</td>
                  <td>{record.action}</td>
                  <td class="words">{record.subject}</td>
                  <td class="words">{plainLine(record.reason)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </PagedList>
  );
}

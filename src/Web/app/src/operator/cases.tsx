import { type CaseFile, CaseState, PenaltyKind, type SafetyCase } from "@audiorooms/client";
import { FolderCheck, Gavel } from "lucide-preact";
import { useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { formatDateTime } from "../i18n/format";
import { plainLines } from "../model/plain-text";
import { reasonLabel } from "../person/report-sheet";
import { Link } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { attempt, useAction } from "../state/action";
import { usePages, useResource } from "../state/resource";
import { penaltyLabel } from "../settings/data";
import { Button } from "../ui/button";
import { Select, Switch, TextArea, TextField } from "../ui/field";
import { Section, Segments } from "../ui/screen";
import { Async, Empty, FormProblem, PagedList, Skeleton } from "../ui/states";

const filters = {
  open: CaseState.OPEN,
  claimed: CaseState.CLAIMED,
  decided: CaseState.DECIDED,
  appealed: CaseState.APPEALED,
  closed: CaseState.CLOSED,
} as const;
type Filter = keyof typeof filters;

export const caseStateLabel = (state: CaseState): string => {
  const name = (Object.keys(filters) as Filter[]).find((key) => filters[key] === state) ?? "open";
  return (t as (key: Key) => string)(`case.${name}`);
};

/** Cases by their state, the oldest first. */
export function Cases() {
  const [filter, setFilter] = useState<Filter>("open");
  return (
    <>
      <Segments
        label={t("case.state")}
        value={filter}
        onChoose={setFilter}
        choices={(Object.keys(filters) as Filter[]).map((value) => ({ value, label: caseStateLabel(filters[value]) }))}
      />
      <List key={filter} state={filters[filter]} />
    </>
  );
}

function List({ state }: { readonly state: CaseState }) {
  const cases = usePages(`cases ${state}`, async (pageToken) => {
    const page = await client().calls.moderation.listCases({ state, pageSize: 50, pageToken });
    return { items: page.cases, nextPageToken: page.nextPageToken };
  });
  return (
    <PagedList of={cases} skeleton={<Skeleton rows={5} />} empty={<Empty icon={FolderCheck} title={t("case.none")} />}>
      {(items) => (
        <ul class="rows">
          {items.map((one) => (
            <li key={one.caseId} class="row person-row">
              <Link href={paths.case(one.caseId)} class="person-open">
                <span class="glyph" aria-hidden="true">
                  <Gavel size={20} />
                </span>
                <span class="grow">
                  <span class="one-line strong words">{one.subject}</span>
                  <span class="small soft">
                    {t("case.reports", { count: one.reportCount })} · {formatDateTime(Number(one.openedAtUnixMs))}
                  </span>
                </span>
              </Link>
              <span class="chip chip-plain">{caseStateLabel(one.state)}</span>
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

/** One case with its reports; the look at it is written down. */
export function CaseView({ caseId }: { readonly caseId: string }) {
  const file = useResource(`case ${caseId}`, () => client().calls.moderation.openCase({ caseId }));
  return (
    <Async of={file} gone={t("refusal.case_not_found")}>
      {(value) => value.case && <File file={value} safetyCase={value.case} onChange={() => void file.reload()} />}
    </Async>
  );
}

function File({
  file,
  safetyCase,
  onChange,
}: {
  readonly file: CaseFile;
  readonly safetyCase: SafetyCase;
  readonly onChange: () => void;
}) {
  const claim = async (): Promise<void> => {
    if (await attempt(client().calls.moderation.claimCase({ caseId: safetyCase.caseId }))) onChange();
  };
  return (
    <div class="stack">
      <dl class="facts panel">
        <dt>{t("case.subject")}</dt>
        <dd class="words">{safetyCase.subject}</dd>
        <dt>{t("case.accused")}</dt>
        <dd class="words">{safetyCase.accusedUserId || "–"}</dd>
        <dt>{t("case.state")}</dt>
        <dd>
          {caseStateLabel(safetyCase.state)} {safetyCase.claimedBy && <span class="soft words">{safetyCase.claimedBy}</span>}
        </dd>
        {safetyCase.penalties.length > 0 && (
          <>
            <dt>{t("case.penalties")}</dt>
            <dd>{safetyCase.penalties.map(penaltyLabel).join(", ")}</dd>
          </>
        )}
        {safetyCase.note !== "" && (
          <>
            <dt>{t("case.note")}</dt>
            <dd class="words lines">{plainLines(safetyCase.note)}</dd>
          </>
        )}
        {safetyCase.appeal !== "" && (
          <>
            <dt>{t("case.appeal")}</dt>
            <dd class="words lines">{plainLines(safetyCase.appeal)}</dd>
          </>
        )}
      </dl>
      {safetyCase.state === CaseState.OPEN && (
        <div class="row">
          <Button kind="primary" onClick={() => void claim()}>
            {t("case.claim")}
          </Button>
        </div>
      )}
      {safetyCase.state === CaseState.CLAIMED && <Decide safetyCase={safetyCase} onDone={onChange} />}
      {safetyCase.state === CaseState.APPEALED && <DecideAppeal caseId={safetyCase.caseId} onDone={onChange} />}
      <Section title={t("case.reports", { count: file.reports.length })}>
        <ul class="rows">
          {file.reports.map((report) => (
            <li key={report.reportId} class="panel stack-small">
              <p class="row">
                <span class="strong grow">{reasonLabel(report.reason)}</span>
                <span class="small soft">{formatDateTime(Number(report.filedAtUnixMs))}</span>
              </p>
              {report.text !== "" && <p class="words lines">{plainLines(report.text)}</p>}
              <details>
                <summary class="small">{t("case.evidence")}</summary>
                <pre class="evidence words">{pretty(report.evidence)}</pre>
              </details>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

const offered = [
  PenaltyKind.WARN,
  PenaltyKind.SUSPEND,
  PenaltyKind.SUSPEND_FOR_GOOD,
  PenaltyKind.END_ROOM,
  PenaltyKind.REMOVE_PROFILE_TEXT,
] as const;
const day = 86_400;

function Decide({ safetyCase, onDone }: { readonly safetyCase: SafetyCase; readonly onDone: () => void }) {
  const [penalties, setPenalties] = useState<readonly PenaltyKind[]>([]);
  const [seconds, setSeconds] = useState(7 * day);
  const [note, setNote] = useState("");
  const [accused, setAccused] = useState("");
  const decide = useAction(
    async () => {
      await client().calls.moderation.decideCase({
        caseId: safetyCase.caseId,
        penalties: [...penalties],
        suspendSeconds: penalties.includes(PenaltyKind.SUSPEND) ? BigInt(seconds) : 0n,
        note: note.trim(),
        accusedUserId: accused.trim(),
      });
      onDone();
    },
    { quiet: true, done: "case.wasDecided" },
  );
  return (
    <Section title={t("case.decide")}>
      <div class="panel stack">
        {offered.map((kind) => (
          <Switch
            key={kind}
            label={penaltyLabel(kind)}
            on={penalties.includes(kind)}
            onChange={(on) => setPenalties(on ? [...penalties, kind] : penalties.filter((one) => one !== kind))}
          />
        ))}
        {penalties.includes(PenaltyKind.SUSPEND) && (
          <Select
            label={t("case.howLong")}
            value={seconds}
            onChoose={setSeconds}
            choices={[1, 3, 7, 30, 90, 365].map((days) => ({ value: days * day, label: t("case.days", { count: days }) }))}
          />
        )}
        {safetyCase.accusedUserId === "" && penalties.length > 0 && (
          <TextField label={t("case.accused")} value={accused} onText={setAccused} maxLength={64} />
        )}
        <TextArea label={t("case.note")} value={note} onText={setNote} maxLength={1000} rows={3} required />
        <FormProblem problem={decide.problem.value} />
        <Button kind="primary" busy={decide.busy.value} disabled={note.trim() === ""} onClick={() => void decide.run()}>
          {penalties.length === 0 ? t("case.dismiss") : t("case.decideIt")}
        </Button>
      </div>
    </Section>
  );
}

function DecideAppeal({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const [note, setNote] = useState("");
  const decide = useAction(
    async (uphold: boolean) => {
      await client().calls.moderation.decideAppeal({ caseId, uphold, note: note.trim() });
      onDone();
    },
    { quiet: true, done: "case.wasDecided" },
  );
  return (
    <Section title={t("case.decideAppeal")}>
      <div class="panel stack">
        <TextArea label={t("case.note")} value={note} onText={setNote} maxLength={1000} rows={3} required />
        <FormProblem problem={decide.problem.value} />
        <div class="row">
          <Button kind="primary" busy={decide.busy.value} disabled={note.trim() === ""} onClick={() => void decide.run(false)}>
            {t("case.reinstate")}
          </Button>
          <Button kind="danger" busy={decide.busy.value} disabled={note.trim() === ""} onClick={() => void decide.run(true)}>
            {t("case.uphold")}
          </Button>
        </div>
      </div>
    </Section>
  );
}

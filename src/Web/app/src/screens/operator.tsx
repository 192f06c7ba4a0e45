import type { ComponentType } from "preact";
import { type Key, t } from "../i18n";
import { Accounts } from "../operator/accounts";
import { Audit } from "../operator/audit";
import { Branches } from "../operator/branches";
import { CaseView, Cases } from "../operator/cases";
import { Figures } from "../operator/figures";
import { WaitingPeople } from "../operator/waiting";
import { WebhooksView } from "../operator/webhooks";
import { type OperatorSection, operatorSections, paths, type Route } from "../router/routes";
import { worksOnReports } from "../state/session";
import { Screen, Tabs } from "../ui/screen";
import { Empty } from "../ui/states";
import { ShieldOff } from "lucide-preact";

const contents: Readonly<Record<OperatorSection, { readonly label: Key; readonly content: ComponentType }>> = {
  cases: { label: "operator.cases", content: Cases },
  accounts: { label: "operator.accounts", content: Accounts },
  waiting: { label: "operator.waiting", content: WaitingPeople },
  branches: { label: "operator.branches", content: Branches },
  audit: { label: "operator.audit", content: Audit },
  webhooks: { label: "operator.webhooks", content: WebhooksView },
  figures: { label: "operator.figures", content: Figures },
};

const say = t as (key: Key) => string;

/** For those who run the server and those who work on reports. The server decides what each may do. */
export function OperatorScreen({ route }: { readonly route: Extract<Route, { screen: "operator" }> }) {
  const { content: Content } = contents[route.section];
  return (
    <Screen title={t("operator.title")}>
      {worksOnReports.value ? (
        <>
          <OperatorTabs section={route.section} />
          <Content key={route.section} />
        </>
      ) : (
        <Empty icon={ShieldOff} title={t("operator.no")} text={t("operator.noText")} />
      )}
    </Screen>
  );
}

export function CaseScreen({ route }: { readonly route: Extract<Route, { screen: "case" }> }) {
  return (
    <Screen title={t("operator.case")} back={paths.operator("cases")}>
      <CaseView caseId={route.caseId} />
    </Screen>
  );
}

function OperatorTabs({ section }: { readonly section: OperatorSection }) {
  return (
    <Tabs
      label={t("operator.title")}
      tabs={operatorSections.map((id) => ({ href: paths.operator(id), label: say(contents[id].label), current: id === section }))}
    />
  );
}

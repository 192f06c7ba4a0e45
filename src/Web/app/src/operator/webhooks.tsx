import { type Webhook, WebhookDeliveryState, Webhooks } from "@audiorooms/client/operator";
import { Copy, RotateCw, Trash2, Webhook as WebhookIcon } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { formatDateTime } from "../i18n/format";
import { client } from "../services/client";
import { attempt, useAction } from "../state/action";
import { useResource } from "../state/resource";
import { Button, IconButton } from "../ui/button";
import { confirm } from "../ui/confirm";
import { copyText } from "../ui/copy";
import { Switch, TextField } from "../ui/field";
import { Section } from "../ui/screen";
import { Async, Empty, FormProblem, Skeleton } from "../ui/states";
import { KeyField, keyed, operatorKey } from "./key";

const service = () => client().service(Webhooks, keyed());

/** Addresses to which happenings are posted: made, switched, looked into, sent again. */
export function WebhooksView() {
  return (
    <div class="stack">
      <Content key={operatorKey.value} />
      <KeyField />
    </div>
  );
}

function Content() {
  const hooks = useResource("webhooks", async () => (await service().listWebhooks({})).webhooks);
  const reload = (): void => void hooks.reload();
  return (
    <>
      <Register onDone={reload} />
      <Async of={hooks} skeleton={<Skeleton rows={3} />}>
        {(known) =>
          known.length === 0 ? (
            <Empty icon={WebhookIcon} title={t("webhooks.none")} text={t("webhooks.noneText")} />
          ) : (
            <ul class="stack">
              {known.map((hook) => (
                <Row key={hook.webhookId} hook={hook} onDone={reload} />
              ))}
            </ul>
          )
        }
      </Async>
    </>
  );
}

function Register({ onDone }: { readonly onDone: () => void }) {
  const [url, setUrl] = useState("");
  const [kinds, setKinds] = useState("");
  const [secret, setSecret] = useState("");
  const add = useAction(
    async () => {
      const made = await service().registerWebhook({ url: url.trim(), kinds: kindsOf(kinds), idempotencyKey: client().newKey() });
      setSecret(made.secret);
      setUrl("");
      onDone();
    },
    { quiet: true },
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    void add.run();
  };
  return (
    <form class="panel stack" onSubmit={submit}>
      <TextField
        label={t("webhooks.url")}
        type="url"
        placeholder="https://"
        value={url}
        onText={setUrl}
        maxLength={500}
        required
      />
      <TextField label={t("webhooks.kinds")} hint={t("webhooks.kindsHint")} value={kinds} onText={setKinds} />
      <FormProblem problem={add.problem.value} />
      <div class="row">
        <Button type="submit" kind="primary" busy={add.busy.value} disabled={url.trim() === ""}>
          {t("webhooks.add")}
        </Button>
      </div>
      {secret !== "" && (
        <div role="status" class="stack-small">
          <div class="secret">
            <code class="words">{secret}</code>
            <Button size="s" icon={Copy} onClick={() => void copyText(secret)}>
              {t("action.copy")}
            </Button>
          </div>
          <p class="small soft">{t("webhooks.once")}</p>
        </div>
      )}
    </form>
  );
}

const kindsOf = (text: string): string[] => text.split(/[\s,]+/).filter((kind) => kind !== "");

function Row({ hook, onDone }: { readonly hook: Webhook; readonly onDone: () => void }) {
  const [open, setOpen] = useState(false);
  const { webhookId } = hook;
  const flip = async (enabled: boolean): Promise<void> => {
    if (await attempt(service().updateWebhook({ webhookId, enabled, kinds: hook.kinds }))) onDone();
  };
  const remove = async (): Promise<void> => {
    if (await confirm({ title: t("webhooks.removeTitle"), text: hook.url, yes: t("webhooks.remove") }))
      if (await attempt(service().removeWebhook({ webhookId }))) onDone();
  };
  return (
    <li class="panel stack-small">
      <div class="row">
        <span class="grow words strong">{hook.url}</span>
        <IconButton icon={Trash2} label={t("webhooks.remove")} onClick={() => void remove()} />
      </div>
      <p class="small soft words">
        {hook.kinds.length === 0 ? t("webhooks.everything") : hook.kinds.join(", ")} ·{" "}
        {t("webhooks.pending", { count: hook.pendingCount })}
        {hook.lastStatus > 0 ? ` · HTTP ${hook.lastStatus}` : ""}
      </p>
      {(hook.disabledReason !== "" || hook.lastError !== "") && (
        <p class="small bad words">{hook.disabledReason || hook.lastError}</p>
      )}
      <Switch label={t("webhooks.on")} on={hook.enabled} onChange={(on) => void flip(on)} />
      <div class="row">
        <Button size="s" kind="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("webhooks.deliveries")}
        </Button>
      </div>
      {open && <Deliveries webhookId={webhookId} />}
    </li>
  );
}

function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const deliveries = useResource(
    `deliveries ${webhookId}`,
    async () => (await service().listWebhookDeliveries({ webhookId })).deliveries,
  );
  const again = async (deliveryId: string): Promise<void> => {
    if (await attempt(service().redeliverWebhook({ webhookId, deliveryId }), t("webhooks.again"))) await deliveries.reload();
  };
  return (
    <Section title={t("webhooks.deliveries")}>
      <Async of={deliveries} skeleton={<Skeleton rows={2} />}>
        {(known) => (
          <ul class="rows">
            {known.map((one) => (
              <li key={one.deliveryId} class="row person-row">
                <span class="grow">
                  <span class="strong">{one.kind}</span>{" "}
                  <span class="small soft">
                    {formatDateTime(Number(one.atUnixMs))} ·{" "}
                    {one.state === WebhookDeliveryState.DELIVERED
                      ? t("webhooks.delivered")
                      : one.state === WebhookDeliveryState.DROPPED
                        ? t("webhooks.dropped")
                        : t("webhooks.waits")}{" "}
                    {one.status > 0 ? `HTTP ${one.status}` : ""}
                  </span>
                  {one.error !== "" && <span class="block small bad words">{one.error}</span>}
                </span>
                <IconButton icon={RotateCw} label={t("webhooks.sendAgain")} onClick={() => void again(one.deliveryId)} />
              </li>
            ))}
          </ul>
        )}
      </Async>
    </Section>
  );
}

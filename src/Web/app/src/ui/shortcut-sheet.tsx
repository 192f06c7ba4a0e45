import { t } from "../i18n";
import { shortcutRows } from "../model/shortcuts";
import { shortcutsShown } from "../state/shortcuts";
import { pushToTalk } from "../state/taste";
import { Sheet } from "./sheet";

/** What the keys of the page do. */
export function ShortcutSheet() {
  if (!shortcutsShown.value) return null;
  return (
    <Sheet title={t("keys.title")} onClose={() => (shortcutsShown.value = false)} isText>
      <dl class="keys">
        {shortcutRows.map((row) => (
          <div key={row.label} class="keys-row">
            <dt>
              <kbd>{row.key === " " ? t("keys.space") : row.key}</kbd>
            </dt>
            <dd>{row.label === "keys.talk" && pushToTalk.value ? t("keys.hold") : t(row.label)}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

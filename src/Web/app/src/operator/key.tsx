import { signal } from "@preact/signals";
import { KeyRound } from "lucide-preact";
import { t } from "../i18n";
import { TextField } from "../ui/field";

/** The operator's key, for the calls that still want one. It stays in this variable, goes with those calls alone, and is gone with the page. */
export const operatorKey = signal("");

export const keyed = (): { readonly operatorKey?: string } =>
  operatorKey.value === "" ? {} : { operatorKey: operatorKey.value };

export function KeyField() {
  return (
    <details class="more-options">
      <summary>
        <KeyRound size={16} aria-hidden="true" /> {t("operator.key")}
      </summary>
      <TextField
        label={t("operator.key")}
        hint={t("operator.keyHint")}
        type="password"
        autocomplete="off"
        value={operatorKey.value}
        onText={(text) => (operatorKey.value = text)}
      />
    </details>
  );
}

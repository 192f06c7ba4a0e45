import { t } from "../i18n";
import { Button } from "./button";
import { question } from "./confirm";
import { Sheet } from "./sheet";

/** Shows what `confirm` asks. */
export function ConfirmSheet() {
  const asked = question.value;
  if (!asked) return null;
  return (
    <Sheet
      key={asked.title}
      title={asked.title}
      onClose={() => asked.answer(false)}
      actions={
        <>
          <Button kind="plain" onClick={() => asked.answer(false)}>
            {t("action.cancel")}
          </Button>
          <Button kind={asked.dangerous ? "danger" : "primary"} onClick={() => asked.answer(true)}>
            {asked.yes}
          </Button>
        </>
      }
    >
      <p class="lead">{asked.text}</p>
    </Sheet>
  );
}

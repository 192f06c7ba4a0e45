import type { RoomState } from "@audiorooms/client";
import { Hand } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { handDoor } from "../model/room-view";
import { useAction } from "../state/action";
import type { LiveRoom } from "../state/room";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Sheet } from "../ui/sheet";
import { FormProblem } from "../ui/states";
import { handSheetOpen } from "./sheets";

/** Before a hand goes up: what it is about, if the person wants to say so. */
export function HandSheet({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  if (!handSheetOpen.value) return null;
  return <Form current={current} state={state} />;
}

function Form({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  const up = state.myHand !== null;
  const [question, setQuestion] = useState(state.myHand?.question ?? "");
  const close = (): void => {
    handSheetOpen.value = false;
  };
  const raise = useAction(
    async () => {
      await current.room.raiseHand(question.trim());
      close();
    },
    { quiet: true },
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    void raise.run();
  };
  return (
    <Sheet
      title={up ? t("hand.change") : t("hand.title")}
      onClose={close}
      actions={
        <Button
          kind="primary"
          size="l"
          wide
          icon={Hand}
          class="button-hand"
          busy={raise.busy.value}
          onClick={() => void raise.run()}
        >
          {up ? t("action.save") : t("hand.raise")}
        </Button>
      }
    >
      <form class="stack" onSubmit={submit}>
        <p class="soft">{handDoor(state) === "followedOnly" ? t("hand.followedOnly") : t("hand.text")}</p>
        <TextField
          label={t("hand.question")}
          hint={t("hand.questionHint")}
          value={question}
          onText={setQuestion}
          maxLength={140}
          placeholder={t("hand.example")}
        />
        <FormProblem problem={raise.problem.value} />
      </form>
    </Sheet>
  );
}

import { HandOrder, HandPolicy, type QueuedHand, type RoomState } from "@audiorooms/client";
import { Hand, MicVocal } from "lucide-preact";
import { t } from "../i18n";
import { formatElapsed } from "../i18n/format";
import { nameOf, plainLine } from "../model/plain-text";
import { showPerson } from "../person/shown";
import { attempt } from "../state/action";
import { useClock } from "../state/clock";
import type { LiveRoom } from "../state/room";
import { handSound } from "../state/taste";
import { Button } from "../ui/button";
import { Face } from "../ui/face";
import { Switch } from "../ui/field";

/** Raised hands as hosts see them: whose turn it is, how long they wait, what they want to say. */
export function HandQueue({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  return (
    <aside class="queue" aria-label={t("queue.label", { count: state.hands.length })}>
      <div class="section-top">
        <h2>
          <Hand size={18} aria-hidden="true" /> {t("queue.title")} <span class="soft numbers">{state.hands.length}</span>
        </h2>
        <span class="soft small">{orderWords(state.settings.handOrder)}</span>
      </div>
      {state.hands.length === 0 ? (
        <p class="soft small queue-empty">{state.settings.handPolicy === HandPolicy.OFF ? t("queue.off") : t("queue.empty")}</p>
      ) : (
        <ol class="queue-rows">
          {state.hands.map((hand, index) => (
            <Row
              key={hand.userId}
              current={current}
              hand={hand}
              place={index + 1}
              invited={state.invitedUserIds.includes(hand.userId)}
            />
          ))}
        </ol>
      )}
      <Switch label={t("queue.sound")} on={handSound.value} onChange={(on) => (handSound.value = on)} />
    </aside>
  );
}

function Row({
  current,
  hand,
  place,
  invited,
}: {
  readonly current: LiveRoom;
  readonly hand: QueuedHand;
  readonly place: number;
  readonly invited: boolean;
}) {
  useClock();
  const name = nameOf(hand);
  return (
    <li class="queue-row">
      <span class="queue-place numbers" aria-hidden="true">
        #{place}
      </span>
      <button type="button" class="queue-person" onClick={() => showPerson(hand)}>
        <Face userId={hand.userId} handle={hand.handle} displayName={hand.displayName} size={40} />
        <span class="grow">
          <span class="one-line words strong">{name}</span>
          <span class="small soft numbers">
            {t("queue.waits", { time: formatElapsed(current.room.serverNow() - hand.raisedAtMs) })}
          </span>
        </span>
      </button>
      {hand.question !== "" && <p class="queue-question words">{plainLine(hand.question)}</p>}
      <div class="row queue-actions">
        <Button
          size="s"
          kind="primary"
          icon={MicVocal}
          disabled={invited}
          onClick={() => void attempt(current.room.inviteToStage(hand.userId))}
        >
          {invited ? t("queue.called") : t("queue.callUp")}
          <span class="unseen"> {name}</span>
        </Button>
        <Button size="s" kind="plain" onClick={() => void attempt(current.room.lowerHand(hand.userId))}>
          {t("queue.notNow")}
          <span class="unseen"> {name}</span>
        </Button>
      </div>
    </li>
  );
}

function orderWords(order: HandOrder): string {
  if (order === HandOrder.QUIET_FIRST) return t("order.quietFirst");
  return order === HandOrder.FIRST_TIMERS_FIRST ? t("order.firstTimers") : t("order.firstCome");
}

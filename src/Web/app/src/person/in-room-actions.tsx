import { mayHost, RoomKind, ownRole, type RoomState } from "@audiorooms/client";
import {
  ArrowDownToLine,
  Ban,
  Crown,
  DoorOpen,
  Hand,
  MicOff,
  MicVocal,
  ShieldCheck,
  ShieldMinus,
  Undo2,
  UserRoundX,
  Volume2,
} from "lucide-preact";
import { useId } from "preact/hooks";
import { t } from "../i18n";
import { nameOf } from "../model/plain-text";
import { anyPower, powersOver } from "../model/room-view";
import { attempt } from "../state/action";
import type { LiveRoom } from "../state/room";
import { Button } from "../ui/button";
import { confirm } from "../ui/confirm";

interface Named {
  readonly userId: string;
  readonly handle: string;
  readonly displayName: string;
}

/** On top of a profile while one is in a room with that person: how loud they are for oneself, and what hosts may do. */
export function InRoomActions({
  current,
  state,
  person,
}: {
  readonly current: LiveRoom;
  readonly state: RoomState;
  readonly person: Named;
}) {
  const speaks = state.stage.some((one) => one.userId === person.userId) && person.userId !== state.selfId;
  return (
    <>
      {speaks && <Volume current={current} person={person} />}
      <Moderation current={current} state={state} person={person} />
    </>
  );
}

function Volume({ current, person }: { readonly current: LiveRoom; readonly person: Named }) {
  const id = useId();
  const volume = current.volumes.value.get(person.userId) ?? 1;
  return (
    <div class="volume">
      <Volume2 size={20} aria-hidden="true" />
      <label for={id} class="small">
        {t("person.volume")}
      </label>
      <input
        id={id}
        type="range"
        class="range"
        min="0"
        max="2"
        step="0.05"
        value={volume}
        aria-valuetext={`${Math.round(volume * 100)} %`}
        onInput={(event) => current.room.setVolume(person.userId, Number(event.currentTarget.value))}
      />
      <span class="numbers small">{Math.round(volume * 100)} %</span>
    </div>
  );
}

function Moderation({
  current,
  state,
  person,
}: {
  readonly current: LiveRoom;
  readonly state: RoomState;
  readonly person: Named;
}) {
  const { room } = current;
  const { userId } = person;
  const powers = powersOver(state, userId);
  const asksIn = ownRole(state) !== "listener" && state.settings.kind !== RoomKind.OPEN && userId !== state.selfId;
  if (!anyPower(powers) && !asksIn) return null;
  const name = nameOf(person);
  const remove = async (ban: boolean): Promise<void> => {
    const yes = await confirm({
      title: ban ? t("moderate.banTitle", { name }) : t("moderate.removeTitle", { name }),
      text: ban ? t("moderate.banText") : t("moderate.removeText"),
      yes: ban ? t("moderate.ban") : t("moderate.remove"),
    });
    if (yes) await attempt(room.removePerson(userId, ban), t("moderate.removed", { name }));
  };
  const handOver = async (): Promise<void> => {
    const yes = await confirm({
      title: t("moderate.handOverTitle", { name }),
      text: t("moderate.handOverText"),
      yes: t("moderate.handOver"),
      dangerous: false,
    });
    if (yes) await attempt(room.handOver(userId));
  };

  return (
    <section class="moderation" aria-label={t("moderate.label")}>
      <h3 class="soft small">{mayHost(state) ? t("moderate.asHost") : t("moderate.label")}</h3>
      <div class="row">
        {powers.invite && (
          <Button
            size="s"
            kind="primary"
            icon={MicVocal}
            onClick={() => void attempt(room.inviteToStage(userId), t("moderate.invited", { name }))}
          >
            {t("moderate.invite")}
          </Button>
        )}
        {powers.withdraw && (
          <Button size="s" icon={Undo2} onClick={() => void attempt(room.withdrawInvitation(userId))}>
            {t("moderate.withdraw")}
          </Button>
        )}
        {powers.lowerHand && (
          <Button size="s" icon={Hand} onClick={() => void attempt(room.lowerHand(userId))}>
            {t("hand.lower")}
          </Button>
        )}
        {powers.mute && (
          <Button size="s" icon={MicOff} onClick={() => void attempt(room.muteSpeaker(userId))}>
            {t("moderate.mute")}
          </Button>
        )}
        {powers.moveDown && (
          <Button size="s" icon={ArrowDownToLine} onClick={() => void attempt(room.moveDown(userId))}>
            {t("moderate.moveDown")}
          </Button>
        )}
        {powers.appoint && (
          <Button size="s" icon={ShieldCheck} onClick={() => void attempt(room.appointCoHost(userId))}>
            {t("moderate.appoint")}
          </Button>
        )}
        {powers.dismiss && (
          <Button size="s" icon={ShieldMinus} onClick={() => void attempt(room.dismissCoHost(userId))}>
            {t("moderate.dismiss")}
          </Button>
        )}
        {powers.handOver && (
          <Button size="s" icon={Crown} onClick={() => void handOver()}>
            {t("moderate.handOver")}
          </Button>
        )}
        {asksIn && !state.stage.some((one) => one.userId === userId) && (
          <Button size="s" icon={DoorOpen} onClick={() => void attempt(room.askIn(userId))}>
            {t("moderate.askIn")}
          </Button>
        )}
        {powers.remove && (
          <Button size="s" kind="danger" icon={UserRoundX} onClick={() => void remove(false)}>
            {t("moderate.remove")}
          </Button>
        )}
        {powers.ban && (
          <Button size="s" kind="danger" icon={Ban} onClick={() => void remove(true)}>
            {t("moderate.ban")}
          </Button>
        )}
      </div>
    </section>
  );
}

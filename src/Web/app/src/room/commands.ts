import { ownRole } from '@audiorooms/client';
import { t } from '../i18n';
import { handDoor } from '../model/room-view';
import { go, route } from '../router/router';
import { paths } from '../router/routes';
import { attempt } from '../state/action';
import { live } from '../state/room';
import { toast } from '../state/voice-over';
import { handSheetOpen } from './hand-sheet-state';

/** Leaves without a word to anybody, and shows the hallway if the room was on the page. */
export async function leaveQuietly(): Promise<void> {
  const current = live.peek();
  if (!current) return;
  const shown = route.peek();
  const leaving = current.room.leave();
  if (shown.screen === 'room' && shown.roomId === current.room.roomId) go(paths.hallway);
  await leaving;
}

/** Raises the hand, or takes it down; where none can be raised says why. */
export function toggleHand(): void {
  const current = live.peek();
  const state = current?.state.peek();
  if (!current || !state) return;
  switch (handDoor(state)) {
    case 'up':
      void attempt(current.room.lowerHand());
      return;
    case 'open':
    case 'followedOnly':
      handSheetOpen.value = true;
      return;
    case 'off':
      toast(t('hand.off'));
      return;
    case 'onStage':
      return;
  }
}

/** Opens or closes the own microphone; a press before the answer of the first is not lost but ignored. */
export function toggleMicrophone(): void {
  const current = live.peek();
  const state = current?.state.peek();
  if (!current || !state || ownRole(state) === 'listener') return;
  void attempt(current.room.setMuted(current.voice.peek().openness === 'open'));
}

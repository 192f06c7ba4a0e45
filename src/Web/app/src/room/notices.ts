import { type RoomNotice, type RoomState, mayModerate } from '@audiorooms/client';
import { t } from '../i18n';
import { nameOf } from '../model/plain-text';
import { handSound } from '../state/taste';
import { announce, toast } from '../state/voice-over';
import { chime } from './chime';

/** Puts what happens in the room into words: aloud for everybody by the live region, on the page where it concerns the person. */
export function heardNotice(notice: RoomNotice, state: RoomState | null): void {
  switch (notice.kind) {
    case 'mutedByHost':
      return toast(t('notice.muted', { name: nameIn(state, notice.byUserId) }));
    case 'movedDown':
      return toast(t('notice.movedDown', { name: nameIn(state, notice.byUserId) }));
    case 'handLowered':
      return toast(t('notice.handLowered'));
    case 'invited':
      return announce(t('notice.invited', { name: nameIn(state, notice.byUserId) }));
    case 'invitationWithdrawn':
      return toast(t('notice.invitationWithdrawn'));
    case 'handRaised':
      if (!state || !mayModerate(state)) return;
      if (handSound.peek()) chime();
      return announce(t('notice.handRaised', { name: nameOf(notice.person) }));
    case 'cameOnStage':
      return announce(t('notice.onStage', { name: nameOf(notice.person) }));
    case 'leftStage':
      return announce(t('notice.leftStage', { name: nameOf(notice.person) }));
    case 'hostChanged':
      return notice.userId === state?.selfId
        ? toast(t('notice.youHost'), 'good')
        : announce(t('notice.hostChanged', { name: nameIn(state, notice.userId) }));
    case 'roleChanged':
      if (notice.userId === state?.selfId && notice.role === 'coHost') toast(t('notice.youCoHost'), 'good');
      return;
    case 'closingAnnounced':
      return announce(t('room.closingSoon'));
    case 'nobodyHearsYou':
      return announce(notice.since ? t('room.unheard') : t('room.heardAgain'));
    case 'youHearNothing':
      return notice.since ? announce(t('room.hearsNothing')) : undefined;
    case 'resumed':
      return announce(t('notice.resumed'));
    case 'refused':
      return;
  }
}

function nameIn(state: RoomState | null, userId: string): string {
  const person = state?.stage.find((one) => one.userId === userId) ?? (state?.owner.userId === userId ? state.owner : undefined);
  return person ? nameOf(person) : t('person.host');
}

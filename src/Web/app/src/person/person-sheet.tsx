import type { Person, PersonName, Profile } from '@audiorooms/client';
import { signal } from '@preact/signals';
import { t } from '../i18n';
import { hashHue } from '../model/hue';
import { nameOf } from '../model/plain-text';
import { client } from '../services/client';
import { useResource } from '../state/resource';
import { live } from '../state/room';
import { signedIn } from '../state/session';
import { Sheet } from '../ui/sheet';
import { Async, Skeleton } from '../ui/states';
import { InRoomActions } from './in-room-actions';
import { ProfileView } from './profile-view';

type Named = PersonName | Person;

const shown = signal<Named | null>(null);

/** Shows who somebody is, over whatever is on the page: the room behind it goes on. */
export function showPerson(person: Named): void {
  if (signedIn.peek()) shown.value = person;
}

export const closePerson = (): void => {
  shown.value = null;
};

export function PersonSheet() {
  const person = shown.value;
  return person ? <Content key={person.userId} person={person} /> : null;
}

function Content({ person }: { readonly person: Named }) {
  const profile = useResource<Profile>(`profile ${person.userId}`, () => client().calls.profiles.getProfile({ userId: person.userId }));
  const current = live.value;
  const state = current?.state.value ?? null;
  return (
    <Sheet title={nameOf(person)} hideTitle onClose={closePerson} hue={hashHue(person.userId)}>
      {current && state && <InRoomActions current={current} state={state} person={person} />}
      <Async of={profile} skeleton={<Skeleton rows={4} />} gone={t('person.gone')}>
        {(value) => <ProfileView profile={value} onChange={profile.set} inSheet />}
      </Async>
    </Sheet>
  );
}

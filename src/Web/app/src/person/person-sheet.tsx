import type { Person, PersonName, Profile } from "@audiorooms/client";
import { t } from "../i18n";
import { hashHue } from "../model/hue";
import { nameOf } from "../model/plain-text";
import { client } from "../services/client";
import { useResource } from "../state/resource";
import { live } from "../state/room";
import { Sheet } from "../ui/sheet";
import { Async, Skeleton } from "../ui/states";
import { InRoomActions } from "./in-room-actions";
import { ProfileView } from "./profile-view";
import { closePerson, shownPerson } from "./shown";

type Named = PersonName | Person;

/** Who somebody is, over whatever is on the page. */
export function PersonSheet() {
  const person = shownPerson.value;
  return person ? <Content key={person.userId} person={person} /> : null;
}

function Content({ person }: { readonly person: Named }) {
  const profile = useResource<Profile>(`profile ${person.userId}`, () =>
    client().calls.profiles.getProfile({ userId: person.userId }),
  );
  const current = live.value;
  const state = current?.state.value ?? null;
  return (
    <Sheet title={nameOf(person)} hideTitle onClose={closePerson} hue={hashHue(person.userId)}>
      <Async of={profile} skeleton={<Skeleton rows={4} />} gone={t("person.gone")}>
        {(value) => (
          <ProfileView profile={value} onChange={profile.set} inSheet>
            {current && state && <InRoomActions current={current} state={state} person={person} />}
          </ProfileView>
        )}
      </Async>
    </Sheet>
  );
}

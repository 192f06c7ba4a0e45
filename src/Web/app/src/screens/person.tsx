import { t } from "../i18n";
import { hashHue } from "../model/hue";
import { nameOf } from "../model/plain-text";
import { ProfileView } from "../person/profile-view";
import type { Route } from "../router/routes";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { useResource } from "../state/resource";
import { Screen } from "../ui/screen";
import { Async, Skeleton } from "../ui/states";

/** A person's own page, by their handle. */
export function PersonScreen({ route }: { readonly route: Extract<Route, { screen: "person" }> }) {
  const profile = useResource(`person ${route.handle}`, () => client().calls.profiles.getProfile({ handle: route.handle }));
  const state = profile.state.value;
  const person = state.kind === "ready" ? state.value.person : undefined;
  return (
    <Screen
      title={person ? nameOf(person) : `@${route.handle}`}
      back={paths.hallway}
      hue={person ? hashHue(person.userId) : undefined}
      narrow
    >
      <Async of={profile} skeleton={<Skeleton rows={4} />} gone={t("person.gone")}>
        {(value) => <ProfileView profile={value} onChange={profile.set} />}
      </Async>
    </Screen>
  );
}

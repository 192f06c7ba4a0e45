import { SearchKind } from "@audiorooms/client";
import { t } from "../i18n";
import { hashHue } from "../model/hue";
import { nameOf } from "../model/plain-text";
import { ProfileView } from "../person/profile-view";
import type { Route } from "../router/routes";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { useResource } from "../state/resource";
import { signedIn } from "../state/session";
import { Screen } from "../ui/screen";
import { Async, Skeleton } from "../ui/states";
import { Refused } from "@audiorooms/client";

/** A person's own page, by their handle. */
export function PersonScreen({ route }: { readonly route: Extract<Route, { screen: "person" }> }) {
  const profile = useResource(`person ${route.handle}`, () => byHandle(route.handle));
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

/** Profiles are read by id: a handle is looked for among people first, and only the exact one counts. */
async function byHandle(handle: string) {
  const { profiles, discovery } = client().calls;
  if (handle === signedIn.peek()?.handle) return profiles.getProfile({ userId: "" });
  const { results } = await discovery.search({ kind: SearchKind.PERSON, words: handle, pageSize: 20 });
  const found = results.find((result) => result.owner?.person?.handle === handle);
  if (!found) throw new Refused("person_not_found", `There is no person with the handle ${handle}.`);
  return profiles.getProfile({ userId: found.id });
}

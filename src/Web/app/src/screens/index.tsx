import { type ComponentType, h } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { route } from "../router/router";
import type { Route } from "../router/routes";
import { signedIn } from "../state/session";
import { Button } from "../ui/button";
import { loadPart } from "../ui/lazy";
import { Skeleton } from "../ui/skeleton";

type Screen = ComponentType<{ readonly route: never }>;
type Loader = () => Promise<ComponentType<never>>;
type ScreenName = Route["screen"] | "welcome";

/*
 * The page is a frame; each screen comes when one goes there, and takes the route it is drawn for. The hallway is asked for while the session is looked
 * for, so that neither waits for the other.
 */
const loaders: Readonly<Record<ScreenName, Loader>> = {
  welcome: async () => (await import("./welcome")).Welcome,
  hallway: async () => (await import("./hallway")).Hallway,
  join: async () => (await import("./join")).Join,
  waiting: async () => (await import("./waiting")).Waiting,
  "sign-in": async () => (await import("./sign-in")).SignIn,
  room: async () => (await import("./room")).RoomScreen,
  clubs: async () => (await import("./clubs")).ClubsScreen,
  "new-club": async () => (await import("./new-club")).NewClub,
  club: async () => (await import("./club")).ClubScreen,
  events: async () => (await import("./events")).EventsScreen,
  "new-event": async () => (await import("./new-event")).NewEvent,
  event: async () => (await import("./event")).EventScreen,
  "edit-event": async () => (await import("./new-event")).EditEvent,
  person: async () => (await import("./person")).PersonScreen,
  search: async () => (await import("./search")).SearchScreen,
  inbox: async () => (await import("./inbox")).InboxScreen,
  invitations: async () => (await import("./invitations")).InvitationsScreen,
  settings: async () => (await import("./settings")).SettingsScreen,
  operator: async () => (await import("./operator")).OperatorScreen,
  case: async () => (await import("./operator")).CaseScreen,
  hearing: async () => (await import("./hearing")).HearingScreen,
  nowhere: async () => (await import("./nowhere")).Nowhere,
};

const loaded = new Map<string, Screen>();

/** A component that loads the screen when it is first drawn. */
export function screenFor(name: ScreenName): ComponentType {
  return function Lazy() {
    return <Loading name={name} />;
  };
}

function Loading({ name }: { readonly name: ScreenName }) {
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState(false);
  const screen = loaded.get(name);

  useEffect(() => {
    if (loaded.has(name)) return;
    let wanted = true;
    setFailed(false);
    loadPart(loaders[name]).then(
      (component) => {
        loaded.set(name, component as unknown as Screen);
        if (wanted) redraw((count) => count + 1);
      },
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [name]);

  if (screen) return h(screen as ComponentType<{ readonly route: Route }>, { route: route.value, key: keyOf(route.value) });
  if (failed) {
    return (
      <div class="empty" role="alert">
        <h2>{t("state.offline")}</h2>
        <p class="soft">{t("state.screenFailed")}</p>
        <div class="row row-center">
          <Button onClick={() => window.location.reload()}>{t("action.retry")}</Button>
        </div>
      </div>
    );
  }
  return <Skeleton kind="page" rows={5} />;
}

/** Another room, club or person is another screen; another section of the settings is the same one. */
function keyOf(current: Route): string {
  const { screen } = current;
  if (screen === "room") return `room ${current.roomId}`;
  if (screen === "club") return `club ${current.clubId}`;
  if (screen === "event" || screen === "edit-event") return `${screen} ${current.eventId}`;
  if (screen === "person") return `person ${current.handle}`;
  if (screen === "case") return `case ${current.caseId}`;
  return screen;
}

/** The screen of the address. */
export function Outlet() {
  const { screen } = route.value;
  const name = screen === "hallway" && !signedIn.value ? "welcome" : screen;
  return <Loading key={name} name={name} />;
}

/** Loads a screen before it is drawn, such as the hallway while the session is looked for. */
export function preload(name: ScreenName): void {
  loadPart(loaders[name]).then(
    (component) => loaded.set(name, component as unknown as Screen),
    () => undefined, // It is tried again when it is drawn, and then the page says what is wrong.
  );
}

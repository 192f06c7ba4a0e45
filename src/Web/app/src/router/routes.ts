export const settingsSections = ["profile", "devices", "notifications", "privacy", "sessions", "appearance", "data"] as const;
export type SettingsSection = (typeof settingsSections)[number];

export const operatorSections = ["cases", "accounts", "waiting", "branches", "audit", "webhooks", "figures"] as const;
export type OperatorSection = (typeof operatorSections)[number];

/** Where the page is. */
export type Route =
  | { readonly screen: "hallway" }
  | { readonly screen: "join" }
  | { readonly screen: "waiting" }
  | { readonly screen: "sign-in" }
  | { readonly screen: "room"; readonly roomId: string }
  | { readonly screen: "clubs" }
  | { readonly screen: "new-club" }
  | { readonly screen: "club"; readonly clubId: string }
  | { readonly screen: "events" }
  | { readonly screen: "new-event"; readonly clubId: string }
  | { readonly screen: "event"; readonly eventId: string }
  | { readonly screen: "edit-event"; readonly eventId: string }
  | { readonly screen: "person"; readonly handle: string }
  | { readonly screen: "search"; readonly words: string; readonly topic: string; readonly kind: string }
  | { readonly screen: "inbox" }
  | { readonly screen: "invitations" }
  | { readonly screen: "settings"; readonly section: SettingsSection | null }
  | { readonly screen: "operator"; readonly section: OperatorSection }
  | { readonly screen: "case"; readonly caseId: string }
  | { readonly screen: "hearing" }
  | { readonly screen: "nowhere" };

/** Routes that a person without an account may look at. */
export const openScreens: ReadonlySet<Route["screen"]> = new Set([
  "hallway",
  "join",
  "waiting",
  "sign-in",
  "room",
  "hearing",
  "nowhere",
]);

const identifier = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads an address; what leads nowhere is `nowhere`, never an error. */
export function matchRoute(pathname: string, search = ""): Route {
  const parts = pathname
    .split("/")
    .filter((part) => part !== "")
    .map(decode);
  const [first = "", second = "", third = ""] = parts;
  if (parts.length > 3) return { screen: "nowhere" };
  const query = new URLSearchParams(search);

  switch (first) {
    case "":
      return { screen: "hallway" };
    case "join":
    case "waiting":
    case "sign-in":
    case "inbox":
    case "invitations":
    case "hearing":
      return parts.length === 1 ? { screen: first } : { screen: "nowhere" };
    case "search":
      return { screen: "search", words: query.get("q") ?? "", topic: query.get("topic") ?? "", kind: query.get("kind") ?? "" };
    case "room":
      return identifier.test(second) && parts.length === 2 ? { screen: "room", roomId: second } : { screen: "nowhere" };
    case "clubs":
      if (second === "new") return { screen: "new-club" };
      return second === "" ? { screen: "clubs" } : { screen: "nowhere" };
    case "club":
      return identifier.test(second) && parts.length === 2 ? { screen: "club", clubId: second } : { screen: "nowhere" };
    case "events":
      if (second === "new") return { screen: "new-event", clubId: query.get("club") ?? "" };
      return second === "" ? { screen: "events" } : { screen: "nowhere" };
    case "event":
      if (!identifier.test(second)) return { screen: "nowhere" };
      if (third === "edit") return { screen: "edit-event", eventId: second };
      return third === "" ? { screen: "event", eventId: second } : { screen: "nowhere" };
    case "u":
      return /^[a-z0-9_]{2,30}$/.test(second) && parts.length === 2
        ? { screen: "person", handle: second }
        : { screen: "nowhere" };
    case "settings":
      return settingsRoute(second);
    case "operator":
      return operatorRoute(second, third);
    default:
      return { screen: "nowhere" };
  }
}

function settingsRoute(section: string): Route {
  if (section === "") return { screen: "settings", section: null };
  const known = settingsSections.find((one) => one === section);
  return known ? { screen: "settings", section: known } : { screen: "nowhere" };
}

function operatorRoute(section: string, id: string): Route {
  if (section === "case" && identifier.test(id)) return { screen: "case", caseId: id };
  if (section === "") return { screen: "operator", section: "cases" };
  const known = operatorSections.find((one) => one === section);
  return known && id === "" ? { screen: "operator", section: known } : { screen: "nowhere" };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "\u0000";
  }
}

export const paths = {
  hallway: "/",
  join: "/join",
  waiting: "/waiting",
  signIn: "/sign-in",
  clubs: "/clubs",
  newClub: "/clubs/new",
  events: "/events",
  inbox: "/inbox",
  invitations: "/invitations",
  hearing: "/hearing",
  settings: "/settings",
  search: "/search",
  room: (roomId: string): string => `/room/${encodeURIComponent(roomId)}`,
  club: (clubId: string): string => `/club/${encodeURIComponent(clubId)}`,
  event: (eventId: string): string => `/event/${encodeURIComponent(eventId)}`,
  editEvent: (eventId: string): string => `/event/${encodeURIComponent(eventId)}/edit`,
  newEvent: (clubId = ""): string => (clubId === "" ? "/events/new" : `/events/new?club=${encodeURIComponent(clubId)}`),
  person: (handle: string): string => `/u/${encodeURIComponent(handle)}`,
  section: (section: SettingsSection): string => `/settings/${section}`,
  operator: (section: OperatorSection): string => `/operator/${section}`,
  case: (caseId: string): string => `/operator/case/${encodeURIComponent(caseId)}`,
  find: (words: string, topic = "", kind = ""): string => {
    const query = new URLSearchParams();
    if (words !== "") query.set("q", words);
    if (topic !== "") query.set("topic", topic);
    if (kind !== "") query.set("kind", kind);
    const text = query.toString();
    return text === "" ? "/search" : `/search?${text}`;
  },
  /** A secret goes behind the `#`: it is never sent to a server and stands in no log. */
  invitation: (secret: string): string => `/join#${encodeURIComponent(secret)}`,
  roomLink: (roomId: string, token: string): string => `/room/${encodeURIComponent(roomId)}#${encodeURIComponent(token)}`,
} as const;

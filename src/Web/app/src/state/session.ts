import type { InboxState, SessionState, Watch } from "@audiorooms/client";
import { computed, effect, signal } from "@preact/signals";
import { client, signalOf } from "../services/client";
import { forgetPhotos, learnPhoto } from "./photos";

/** AccountPower.TRUST_AND_SAFETY, as its number: the first page does not load all of moderation for it. */
export const trustAndSafety = 2;

/** Who is signed in, what they may do, and their inbox, as long as the page lives. */
const session = signal<SessionState>({ kind: "unknown" });

export const sessionKind = computed(() => session.value.kind);
export const signedIn = computed(() => (session.value.kind === "signedIn" ? session.value : null));
/** Listens without an account. */
export const isGuest = computed(() => session.value.kind === "guest");
export const selfId = computed(() => signedIn.value?.userId ?? "");
export const signOutReason = computed(() => (session.value.kind === "signedOut" ? session.value.reason : null));

export interface Self {
  readonly userId: string;
  readonly handle: string;
  readonly displayName: string;
  /** What is still empty on the profile. */
  readonly missing: readonly string[];
  readonly interests: readonly string[];
  readonly language: string;
}

/** The own profile, as far as the page needs it everywhere; null until it was read. */
export const self = signal<Self | null>(null);
const power = signal(0);
export const worksOnReports = computed(() => power.value >= trustAndSafety);

const silentInbox: InboxState = { kind: "loading", version: 0n, unreadCount: 0, entries: [], news: 0, nextPageToken: "" };
export const inbox = signal<InboxState>(silentInbox);
export const reachable = signal(true);

let inboxWatch: Watch<InboxState> | null = null;

export function startSession(): void {
  const { session: observed, reachable: reached } = client();
  const mirrored = signalOf(observed);
  effect(() => {
    session.value = mirrored.value;
  });
  const mirroredReach = signalOf(reached);
  effect(() => {
    reachable.value = mirroredReach.value;
  });
  let before = "";
  effect(() => {
    const userId = selfId.value;
    if (userId === before) return;
    before = userId;
    forgetPhotos();
    inboxWatch?.close();
    inboxWatch = null;
    inbox.value = silentInbox;
    self.value = null;
    power.value = 0;
    if (userId === "") return;
    void readSelf();
    void readPower();
    inboxWatch = client().watchInbox();
    inbox.value = inboxWatch.state.get();
    inboxWatch.state.subscribe((state) => {
      inbox.value = state;
    });
  });
}

/** Reads the own profile anew, after a change of it. */
export async function readSelf(): Promise<void> {
  try {
    const profile = await client().calls.profiles.getProfile({ userId: "" });
    const { person } = profile;
    if (person?.userId !== selfId.peek()) return;
    learnPhoto(person.userId, profile.photoId);
    self.value = {
      userId: person.userId,
      handle: person.handle,
      displayName: person.displayName,
      missing: profile.missing,
      interests: profile.interests,
      language: profile.language,
    };
  } catch {
    // The handle of the session stands in; every screen that needs the profile asks for itself.
  }
}

async function readPower(): Promise<void> {
  try {
    const { standing } = await client().calls.moderation.getMyStanding({});
    power.value = standing?.power ?? 0;
  } catch {
    // A member's page is shown; the operator's corner asks again when it is opened.
  }
}

export function watchedInbox(): Watch<InboxState> | null {
  return inboxWatch;
}

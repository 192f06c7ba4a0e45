import {
  Bell,
  CalendarDays,
  CircleHelp,
  Compass,
  type LucideIcon,
  Mailbox,
  Plus,
  Search,
  Settings,
  ShieldCheck,
  UsersRound,
} from "lucide-preact";
import { useEffect } from "preact/hooks";
import { t } from "./i18n";
import { Link, pathname, route } from "./router/router";
import { openScreens, paths } from "./router/routes";
import { hosting, startHosting } from "./room/hosting";
import { shownPerson } from "./person/shown";
import { Outlet, screenFor } from "./screens";
import { live } from "./state/room";
import { inbox, reachable, self, sessionKind, signedIn, worksOnReports } from "./state/session";
import { shortcutsShown, useShortcuts } from "./state/shortcuts";
import { UpdateNotice } from "./state/update";
import { BrandMark } from "./ui/brand";
import { Button } from "./ui/button";
import { question } from "./ui/confirm";
import { Face } from "./ui/face";
import { lazily } from "./ui/lazy";
import { anySheetOpen } from "./ui/sheets-open";
import { Skeleton } from "./ui/skeleton";
import { Toasts } from "./ui/toasts";
import { nameOf } from "./model/plain-text";

const PersonSheet = lazily(async () => (await import("./person/person-sheet")).PersonSheet);
const MiniPlayer = lazily(async () => (await import("./room/mini-player")).MiniPlayer);
const HostSheet = lazily(async () => (await import("./room/host-sheet")).HostSheet);
const ShortcutSheet = lazily(async () => (await import("./ui/shortcut-sheet")).ShortcutSheet);
const ConfirmSheet = lazily(async () => (await import("./ui/confirm-sheet")).ConfirmSheet);

/** The page: where to go, what is shown, and what goes on while one browses. */
export function App() {
  useShortcuts();
  const kind = sessionKind.value;
  const inside = kind === "signedIn";
  const current = route.value;
  const inRoom = current.screen === "room";

  return (
    <div class={`shell${inside ? " shell-inside" : ""}${inRoom ? " shell-room" : ""}`}>
      <a class="skip" href="#main" onClick={focusMain}>
        {t("nav.skip")}
      </a>
      {inside && <Rail />}
      <main id="main" tabIndex={-1}>
        {!reachable.value && kind !== "unknown" && (
          <p class="notice notice-warn" role="status">
            {t("state.offlineBanner")}
          </p>
        )}
        <UpdateNotice />
        {kind === "unknown" ? (
          <Skeleton kind="page" rows={5} />
        ) : inside || openScreens.has(current.screen) ? (
          <Outlet />
        ) : (
          <Redirected />
        )}
      </main>
      {live.value && <MiniPlayer />}
      {inside && !inRoom && <BottomBar />}
      {shownPerson.value && <PersonSheet />}
      {hosting.value && <HostSheet />}
      {shortcutsShown.value && <ShortcutSheet />}
      {question.value && <ConfirmSheet />}
      {!anySheetOpen.value && <Toasts />}
    </div>
  );
}

function focusMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

const SignInScreen = screenFor("sign-in");

/** A screen that needs an account, without one: the way in comes first, and then the screen. */
function Redirected() {
  useEffect(() => {
    document.title = "AudioRooms";
  }, []);
  return <SignInScreen />;
}

interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly count?: number;
}

function isCurrent(href: string): boolean {
  return href === "/" ? pathname.value === "/" : pathname.value === href || pathname.value.startsWith(`${href}/`);
}

function NavLink({ href, label, icon: Icon, count = 0 }: Place) {
  return (
    <Link href={href} class="nav-link" title={label} aria-current={isCurrent(href) ? "page" : undefined}>
      <span class="nav-icon">
        <Icon size={23} aria-hidden="true" />
        {count > 0 && (
          <span class="dot-count numbers" aria-hidden="true">
            {count > 99 ? "99+" : count}
          </span>
        )}
      </span>
      <span class="nav-label">{label}</span>
      {count > 0 && <span class="unseen">{t("nav.unread", { count })}</span>}
    </Link>
  );
}

/** On a wide page, and on a phone held sideways. */
function Rail() {
  const unread = inbox.value.unreadCount;
  return (
    <nav class="rail" aria-label={t("nav.label")}>
      <Link href={paths.hallway} class="brand">
        <BrandMark /> <span class="nav-label">AudioRooms</span>
      </Link>
      <Button kind="primary" icon={Plus} class="rail-start" onClick={startHosting} aria-label={t("nav.start")}>
        {t("nav.start")}
      </Button>
      <div class="rail-places">
        <NavLink href={paths.hallway} label={t("nav.hallway")} icon={Compass} />
        <NavLink href={paths.search} label={t("nav.search")} icon={Search} />
        <NavLink href={paths.clubs} label={t("nav.clubs")} icon={UsersRound} />
        <NavLink href={paths.events} label={t("nav.events")} icon={CalendarDays} />
        <NavLink href={paths.inbox} label={t("nav.inbox")} icon={Bell} count={unread} />
        <NavLink href={paths.invitations} label={t("nav.invitations")} icon={Mailbox} />
        <NavLink href={paths.hearing} label={t("nav.hearing")} icon={CircleHelp} />
        {worksOnReports.value && <NavLink href="/operator" label={t("nav.operator")} icon={ShieldCheck} />}
        <NavLink href={paths.settings} label={t("nav.settings")} icon={Settings} />
      </div>
      <SelfLink />
    </nav>
  );
}

function SelfLink() {
  const account = signedIn.value;
  if (!account) return null;
  const displayName = self.value?.displayName ?? account.handle;
  return (
    <Link href={paths.person(account.handle)} class="self-link">
      <Face userId={account.userId} handle={account.handle} displayName={displayName} size={40} />
      <span class="nav-label self-words">
        <span class="one-line words strong">{nameOf({ displayName, handle: account.handle })}</span>
        <span class="one-line soft small">@{account.handle}</span>
      </span>
    </Link>
  );
}

/** On a phone. */
function BottomBar() {
  const account = signedIn.value;
  return (
    <nav class="bottom-bar" aria-label={t("nav.label")}>
      <NavLink href={paths.hallway} label={t("nav.hallway")} icon={Compass} />
      <NavLink href={paths.events} label={t("nav.events")} icon={CalendarDays} />
      <button type="button" class="bottom-start" onClick={startHosting} aria-label={t("nav.start")}>
        <Plus size={26} aria-hidden="true" />
      </button>
      <NavLink href={paths.inbox} label={t("nav.inbox")} icon={Bell} count={inbox.value.unreadCount} />
      <Link href={paths.settings} class="nav-link" aria-current={isCurrent(paths.settings) ? "page" : undefined}>
        <span class="nav-icon">
          {account && (
            <Face
              userId={account.userId}
              handle={account.handle}
              displayName={self.value?.displayName ?? account.handle}
              size={26}
            />
          )}
        </span>
        <span class="nav-label">{t("nav.you")}</span>
      </Link>
    </nav>
  );
}

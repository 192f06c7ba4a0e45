import {
  Bell,
  CalendarDays,
  ChevronRight,
  CircleHelp,
  Database,
  Headphones,
  KeyRound,
  type LucideIcon,
  Keyboard,
  LogOut,
  Mailbox,
  Palette,
  ShieldCheck,
  Shield,
  UserRound,
  UsersRound,
} from "lucide-preact";
import type { ComponentType } from "preact";
import { type Key, t } from "../i18n";
import { nameOf } from "../model/plain-text";
import { Link } from "../router/router";
import { paths, type Route, type SettingsSection } from "../router/routes";
import { client } from "../services/client";
import { attempt } from "../state/action";
import { self, signedIn, worksOnReports } from "../state/session";
import { showShortcuts } from "../state/shortcuts";
import { Face } from "../ui/face";
import { Screen } from "../ui/screen";
import { AppearanceSettings } from "../settings/appearance";
import { DataSettings } from "../settings/data";
import { DeviceSettings } from "../settings/devices";
import { NotificationsSettings } from "../settings/notifications";
import { PrivacySettings } from "../settings/privacy";
import { ProfileSettings } from "../settings/profile";
import { SessionSettings } from "../settings/sessions";

const sections: Readonly<
  Record<SettingsSection, { readonly label: Key; readonly icon: LucideIcon; readonly content: ComponentType }>
> = {
  profile: { label: "settings.profile", icon: UserRound, content: ProfileSettings },
  devices: { label: "settings.devices", icon: Headphones, content: DeviceSettings },
  notifications: { label: "settings.notifications", icon: Bell, content: NotificationsSettings },
  privacy: { label: "settings.privacy", icon: Shield, content: PrivacySettings },
  sessions: { label: "settings.sessions", icon: KeyRound, content: SessionSettings },
  appearance: { label: "settings.appearance", icon: Palette, content: AppearanceSettings },
  data: { label: "settings.data", icon: Database, content: DataSettings },
};

const say = t as (key: Key) => string;

/** Everything a person may choose. Without a section it is the menu of a phone. */
export function SettingsScreen({ route }: { readonly route: Extract<Route, { screen: "settings" }> }) {
  const { section } = route;
  const Content = section ? sections[section].content : null;
  return (
    <Screen
      key={section ?? "menu"}
      title={section ? say(sections[section].label) : t("settings.title")}
      back={section ? paths.settings : undefined}
      narrow
    >
      {Content ? <Content /> : <Menu />}
    </Screen>
  );
}

function Menu() {
  const account = signedIn.value;
  if (!account) return null;
  const displayName = self.value?.displayName ?? account.handle;
  return (
    <div class="stack">
      <Link href={paths.person(account.handle)} class="panel row person-link">
        <Face userId={account.userId} handle={account.handle} displayName={displayName} size={64} />
        <span class="grow">
          <span class="one-line words strong">{nameOf({ displayName, handle: account.handle })}</span>
          <span class="soft">@{account.handle}</span>
        </span>
        <ChevronRight size={20} aria-hidden="true" />
      </Link>
      <nav class="menu" aria-label={t("settings.title")}>
        {(Object.keys(sections) as SettingsSection[]).map((id) => (
          <MenuLink key={id} href={paths.section(id)} icon={sections[id].icon} label={say(sections[id].label)} />
        ))}
      </nav>
      <nav class="menu" aria-label={t("settings.places")}>
        <MenuLink href={paths.clubs} icon={UsersRound} label={t("nav.clubs")} />
        <MenuLink href={paths.events} icon={CalendarDays} label={t("nav.events")} />
        <MenuLink href={paths.invitations} icon={Mailbox} label={t("nav.invitations")} />
        <MenuLink href={paths.hearing} icon={CircleHelp} label={t("nav.hearing")} />
        {worksOnReports.value && <MenuLink href="/operator" icon={ShieldCheck} label={t("nav.operator")} />}
        <button type="button" class="menu-link" onClick={showShortcuts}>
          <Keyboard size={20} aria-hidden="true" /> <span class="grow">{t("keys.title")}</span>
        </button>
        <button type="button" class="menu-link" onClick={() => void attempt(client().signOut())}>
          <LogOut size={20} aria-hidden="true" /> <span class="grow">{t("sessions.signOut")}</span>
        </button>
      </nav>
    </div>
  );
}

function MenuLink({ href, icon: Icon, label }: { readonly href: string; readonly icon: LucideIcon; readonly label: string }) {
  return (
    <Link href={href} class="menu-link">
      <Icon size={20} aria-hidden="true" /> <span class="grow">{label}</span> <ChevronRight size={18} aria-hidden="true" />
    </Link>
  );
}

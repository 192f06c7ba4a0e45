import { ClubKind, ClubRole } from "@audiorooms/client";
import { Lock, Podcast, UsersRound } from "lucide-preact";
import { t } from "../i18n";

export function clubKindLabel(kind: ClubKind): string {
  if (kind === ClubKind.SHOW) return t("club.show");
  return kind === ClubKind.PRIVATE ? t("club.private") : t("club.community");
}

export function clubRoleLabel(role: ClubRole): string {
  switch (role) {
    case ClubRole.OWNER:
      return t("club.owner");
    case ClubRole.LEADER:
      return t("club.leader");
    case ClubRole.MEMBER:
      return t("club.member");
    case ClubRole.FOLLOWER:
      return t("club.follower");
    case ClubRole.BANNED:
      return t("club.banned");
    default:
      return "";
  }
}

export function ClubGlyph({ kind, size = 24 }: { readonly kind: ClubKind; readonly size?: number }) {
  const Icon = kind === ClubKind.SHOW ? Podcast : kind === ClubKind.PRIVATE ? Lock : UsersRound;
  return (
    <span class="glyph" aria-hidden="true">
      <Icon size={size} />
    </span>
  );
}

import { RoomKind } from "@audiorooms/client";
import { Globe, Lock, UsersRound } from "lucide-preact";

/** A glyph for who may enter a room; its words stand beside it. */
export function KindIcon({ kind, size = 15 }: { readonly kind: RoomKind; readonly size?: number }) {
  if (kind === RoomKind.SOCIAL) return <UsersRound size={size} aria-hidden="true" />;
  if (kind === RoomKind.CLOSED) return <Lock size={size} aria-hidden="true" />;
  return <Globe size={size} aria-hidden="true" />;
}

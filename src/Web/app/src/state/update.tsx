import { RefreshCw } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { client, useObservable } from "../services/client";
import { live } from "./room";

const reloadedFor = "audiorooms.reloadedFor";

/** A page that is older than the server says so, and loads itself anew outside of rooms: once per version, so that it never turns in a circle. */
export function UpdateNotice() {
  const info = useObservable(client().serverInfo);
  const inRoom = live.value !== null;

  useEffect(() => {
    if (!info.isNewer || inRoom || sessionStorage.getItem(reloadedFor) === info.version) return;
    sessionStorage.setItem(reloadedFor, info.version);
    window.location.reload();
  }, [info, inRoom]);

  if (!info.isNewer) return null;
  return (
    <p class="notice notice-plain" role="status">
      <RefreshCw size={18} aria-hidden="true" />
      <span>{inRoom ? t("update.inRoom") : t("update.now")}</span>
    </p>
  );
}

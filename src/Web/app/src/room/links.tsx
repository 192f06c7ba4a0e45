import { RoomLinkKind } from "@audiorooms/client";
import { Copy, Link2, MicVocal, Trash2 } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { formatAgo } from "../i18n/format";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { attempt, useAction } from "../state/action";
import { useClock } from "../state/clock";
import { useResource } from "../state/resource";
import { Button, IconButton } from "../ui/button";
import { copyText } from "../ui/copy";
import { Async } from "../ui/states";

/** Links past the door, for listeners or straight to the stage. The token of one is shown when it is made and never again. */
export function RoomLinks({ roomId }: { readonly roomId: string }) {
  const [fresh, setFresh] = useState<string | null>(null);
  const now = useClock();
  const links = useResource(`links ${roomId}`, async () => (await client().calls.rooms.listRoomLinks({ roomId })).links);
  const make = useAction(async (kind: RoomLinkKind) => {
    const link = await client().calls.rooms.makeRoomLink({ roomId, kind, idempotencyKey: client().newKey() });
    setFresh(new URL(paths.roomLink(roomId, link.token), window.location.origin).href);
    await links.reload();
  });
  const revoke = async (linkId: string): Promise<void> => {
    if (await attempt(client().calls.rooms.revokeRoomLink({ roomId, linkId }), t("links.revoked"))) await links.reload();
  };

  return (
    <div class="stack">
      <h3>{t("links.title")}</h3>
      <p class="soft small">{t("links.text")}</p>
      <div class="row">
        <Button size="s" icon={Link2} busy={make.busy.value} onClick={() => void make.run(RoomLinkKind.LISTENER)}>
          {t("links.listener")}
        </Button>
        <Button size="s" icon={MicVocal} busy={make.busy.value} onClick={() => void make.run(RoomLinkKind.SPEAKER)}>
          {t("links.speaker")}
        </Button>
      </div>
      {fresh !== null && (
        <div class="secret">
          <code class="words">{fresh}</code>
          <Button size="s" kind="primary" icon={Copy} onClick={() => void copyText(fresh)}>
            {t("action.copy")}
          </Button>
        </div>
      )}
      <Async of={links} skeleton={<span />}>
        {(known) => (
          <ul class="rows">
            {known.map((link) => (
              <li key={link.linkId} class="row person-row">
                <span class="grow">
                  <span class="strong">{link.kind === RoomLinkKind.SPEAKER ? t("links.toStage") : t("links.toAudience")}</span>{" "}
                  <span class="soft small">{t("links.until", { when: formatAgo(Number(link.expiresAtUnixMs), now) })}</span>
                </span>
                <IconButton icon={Trash2} label={t("links.revoke")} onClick={() => void revoke(link.linkId)} />
              </li>
            ))}
          </ul>
        )}
      </Async>
    </div>
  );
}

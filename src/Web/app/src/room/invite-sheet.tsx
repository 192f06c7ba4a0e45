import { type PersonCard, RoomKind, type RoomState } from "@audiorooms/client";
import { Check, Link2, Send } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { nameOf, plainLine } from "../model/plain-text";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { attempt } from "../state/action";
import { usePages } from "../state/resource";
import { selfId } from "../state/session";
import { Button } from "../ui/button";
import { share } from "../ui/copy";
import { Face } from "../ui/face";
import { Sheet } from "../ui/sheet";
import { Empty, PagedList } from "../ui/states";

/** Asks people who follow the viewer into the room. */
export function InviteSheet({ state, onClose }: { readonly state: RoomState; readonly onClose: () => void }) {
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const followers = usePages(`followers ${selfId.value}`, async (pageToken) => {
    const page = await client().calls.profiles.listFollowers({ userId: "", pageSize: 50, pageToken });
    return { items: page.people, nextPageToken: page.nextPageToken };
  });
  const ask = async (person: PersonCard): Promise<void> => {
    const userId = person.person?.userId ?? "";
    if (await attempt(client().calls.notifications.askPersonIn({ roomId: state.roomId, userId })))
      setAsked(new Set([...asked, userId]));
  };
  return (
    <Sheet
      title={t("ping.title")}
      onClose={onClose}
      actions={
        state.settings.kind === RoomKind.OPEN ? (
          <Button icon={Link2} wide onClick={() => void share(plainLine(state.title), paths.room(state.roomId))}>
            {t("ping.shareLink")}
          </Button>
        ) : undefined
      }
    >
      <p class="soft small">{t("ping.text")}</p>
      <PagedList of={followers} empty={<Empty icon={Send} title={t("ping.nobody")} text={t("ping.nobodyText")} />}>
        {(people) => (
          <ul class="rows">
            {people.map(
              (card) =>
                card.person && (
                  <li key={card.person.userId} class="row person-row">
                    <Face
                      userId={card.person.userId}
                      handle={card.person.handle}
                      displayName={card.person.displayName}
                      size={40}
                    />
                    <span class="grow">
                      <span class="one-line words strong">{nameOf(card.person)}</span>
                      <span class="one-line soft small">@{card.person.handle}</span>
                    </span>
                    {asked.has(card.person.userId) ? (
                      <span class="good small">
                        <Check size={16} aria-hidden="true" /> {t("ping.asked")}
                      </span>
                    ) : (
                      <Button size="s" onClick={() => void ask(card)}>
                        {t("ping.ask")}
                        <span class="unseen"> {nameOf(card.person)}</span>
                      </Button>
                    )}
                  </li>
                ),
            )}
          </ul>
        )}
      </PagedList>
    </Sheet>
  );
}

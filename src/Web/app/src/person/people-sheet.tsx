import { UsersRound } from "lucide-preact";
import { t } from "../i18n";
import { client } from "../services/client";
import { usePages } from "../state/resource";
import { Sheet } from "../ui/sheet";
import { Empty, PagedList } from "../ui/states";
import { PersonRow } from "./person-row";

/** The followers of a person, or the people that person follows. */
export function PeopleSheet({
  list,
  userId,
  onClose,
}: {
  readonly list: "followers" | "following";
  readonly userId: string;
  readonly onClose: () => void;
}) {
  const people = usePages(`${list} ${userId}`, async (pageToken) => {
    const { profiles } = client().calls;
    const request = { userId, pageSize: 50, pageToken };
    const page = await (list === "followers" ? profiles.listFollowers(request) : profiles.listFollowing(request));
    return { items: page.people, nextPageToken: page.nextPageToken };
  });
  return (
    <Sheet title={list === "followers" ? t("people.followers") : t("people.following")} onClose={onClose}>
      <PagedList of={people} empty={<Empty icon={UsersRound} title={t("people.nobody")} />}>
        {(cards) => (
          <ul class="rows">
            {cards.map((card) => (
              <PersonRow key={card.person?.userId} card={card} />
            ))}
          </ul>
        )}
      </PagedList>
    </Sheet>
  );
}

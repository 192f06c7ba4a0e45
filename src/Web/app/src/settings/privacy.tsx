import { t } from "../i18n";
import { client } from "../services/client";
import { attempt } from "../state/action";
import { usePages } from "../state/resource";
import { PersonRow } from "../person/person-row";
import { Button } from "../ui/button";
import { Honest } from "../ui/honest";
import { Section } from "../ui/screen";
import { PagedList, Skeleton } from "../ui/states";

/** The people one has blocked or muted, and what others can see. */
export function PrivacySettings() {
  return (
    <>
      <ul class="stack panel points">
        <li>{t("privacy.listed")}</li>
        <li>{t("privacy.invited")}</li>
        <li>
          <Honest />
        </li>
      </ul>
      <Section title={t("privacy.blocked")}>
        <People list="blocked" />
      </Section>
      <Section title={t("privacy.muted")}>
        <People list="muted" />
      </Section>
    </>
  );
}

function People({ list }: { readonly list: "blocked" | "muted" }) {
  const { profiles } = client().calls;
  const people = usePages(`privacy ${list}`, async (pageToken) => {
    const request = { userId: "", pageSize: 50, pageToken };
    const page = await (list === "blocked" ? profiles.listBlocked(request) : profiles.listMuted(request));
    return { items: page.people, nextPageToken: page.nextPageToken };
  });
  const release = async (userId: string): Promise<void> => {
    if (await attempt(list === "blocked" ? profiles.unblock({ userId }) : profiles.unmute({ userId }))) await people.reload();
  };
  return (
    <PagedList of={people} skeleton={<Skeleton rows={2} />} empty={<p class="soft small">{t("people.nobody")}</p>}>
      {(cards) => (
        <ul class="rows">
          {cards.map((card) => (
            <PersonRow key={card.person?.userId} card={card}>
              <Button size="s" onClick={() => void release(card.person?.userId ?? "")}>
                {list === "blocked" ? t("person.unblock") : t("person.unmute")}
              </Button>
            </PersonRow>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

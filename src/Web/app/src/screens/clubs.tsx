import { ClubScope, type Club } from "@audiorooms/client";
import { Plus, UsersRound } from "lucide-preact";
import { t } from "../i18n";
import { hueOf } from "../model/hue";
import { plainLine } from "../model/plain-text";
import { Link } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { usePages, useResource } from "../state/resource";
import { ButtonLink } from "../ui/button";
import { Screen, Section } from "../ui/screen";
import { Async, Empty, PagedList, Skeleton } from "../ui/states";
import { Topics } from "../ui/topic-picker";
import { ClubGlyph, clubKindLabel } from "../ui/club-words";

const list = async (scope: ClubScope, pageToken = ""): Promise<{ items: readonly Club[]; nextPageToken: string }> => {
  const page = await client().calls.clubs.listClubs({ scope, pageSize: 50, pageToken });
  return { items: page.clubs, nextPageToken: page.nextPageToken };
};

/** Clubs that ask for an answer, those of the viewer, and those anybody may find. */
export function ClubsScreen() {
  const invitations = useResource("club-invitations", () => list(ClubScope.INVITATIONS));
  const mine = usePages("clubs-mine", (pageToken) => list(ClubScope.MINE, pageToken));
  const all = usePages("clubs-public", (pageToken) => list(ClubScope.PUBLIC, pageToken));
  const waiting = invitations.state.value;
  const found = (
    <ButtonLink href={paths.newClub} kind="primary" icon={Plus}>
      {t("clubs.found")}
    </ButtonLink>
  );

  return (
    <Screen title={t("clubs.title")} lead={t("clubs.lead")} actions={found}>
      {waiting.kind === "ready" && waiting.value.items.length > 0 && (
        <Section title={t("clubs.invitations")}>
          <Cards clubs={waiting.value.items} />
        </Section>
      )}
      <Section title={t("clubs.mine")}>
        <PagedList
          of={mine}
          skeleton={<Skeleton kind="cards" rows={3} />}
          empty={<Empty icon={UsersRound} title={t("clubs.none")} text={t("clubs.noneText")} />}
        >
          {(clubs) => <Cards clubs={clubs} />}
        </PagedList>
      </Section>
      <Section title={t("clubs.public")}>
        <Async of={all} skeleton={<Skeleton kind="cards" rows={6} />}>
          {() => (
            <PagedList of={all} empty={<Empty icon={UsersRound} title={t("clubs.nonePublic")} />}>
              {(clubs) => <Cards clubs={clubs} />}
            </PagedList>
          )}
        </Async>
      </Section>
    </Screen>
  );
}

function Cards({ clubs }: { readonly clubs: readonly Club[] }) {
  return (
    <div class="cards">
      {clubs.map((club) => (
        <ClubCard key={club.clubId} club={club} />
      ))}
    </div>
  );
}

function ClubCard({ club }: { readonly club: Club }) {
  const topics = club.settings?.topics ?? [];
  return (
    <article class="card club-card" style={{ "--hue": hueOf(topics, club.name) }}>
      <div class="row">
        <ClubGlyph kind={club.kind} />
        <span class="grow">
          <h3 class="words two-lines">
            <Link href={paths.club(club.clubId)} class="room-card-link">
              {plainLine(club.name)}
            </Link>
          </h3>
          <span class="small soft">
            {clubKindLabel(club.kind)} · {t("club.members", { count: club.memberCount })}
          </span>
        </span>
      </div>
      {club.settings?.description && <p class="words two-lines small">{plainLine(club.settings.description)}</p>}
      <Topics ids={topics} />
    </article>
  );
}

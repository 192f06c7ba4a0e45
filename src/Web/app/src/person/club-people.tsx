import { type Club, type ClubEntry, ClubListing, ClubRole, SearchKind } from "@audiorooms/client";
import { Check, UserPlus, X } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { formatAgo } from "../i18n/format";
import { nameOf, plainLines } from "../model/plain-text";
import { client } from "../services/client";
import { attempt, useAction } from "../state/action";
import { useClock } from "../state/clock";
import { usePages } from "../state/resource";
import { selfId } from "../state/session";
import { Button, IconButton } from "../ui/button";
import { clubRoleLabel } from "../ui/club-words";
import { confirm } from "../ui/confirm";
import { Face } from "../ui/face";
import { TextField } from "../ui/field";
import { Section } from "../ui/screen";
import { FormProblem, PagedList, Skeleton } from "../ui/states";
import { showPerson } from "./shown";

interface Props {
  readonly club: Club;
  readonly listing: ClubListing;
  readonly title: string;
  readonly onChange: (club: Club) => void;
}

/** Members of a club, or those who wait, are invited or banned, with what the viewer may do about each. */
export function ClubPeople({ club, listing, title, onChange }: Props) {
  const people = usePages(`club-people ${club.clubId} ${listing}`, async (pageToken) => {
    const page = await client().calls.clubs.listClubPeople({ clubId: club.clubId, listing, pageSize: 50, pageToken });
    return { items: page.entries, nextPageToken: page.nextPageToken };
  });
  const apply = async (call: Promise<Club>): Promise<void> => {
    if (await attempt(call.then(onChange))) await people.reload();
  };
  return (
    <Section title={title}>
      {listing === ClubListing.INVITATIONS && <InviteByHandle club={club} onDone={() => void people.reload()} />}
      <PagedList of={people} skeleton={<Skeleton rows={3} />} empty={<p class="soft small">{t("people.nobody")}</p>}>
        {(entries) => (
          <ul class="rows">
            {entries.map((entry) => (
              <Row key={entry.userId} club={club} entry={entry} listing={listing} apply={apply} />
            ))}
          </ul>
        )}
      </PagedList>
    </Section>
  );
}

function Row({
  club,
  entry,
  listing,
  apply,
}: {
  readonly club: Club;
  readonly entry: ClubEntry;
  readonly listing: ClubListing;
  readonly apply: (call: Promise<Club>) => Promise<void>;
}) {
  const now = useClock();
  const person = entry.person;
  const name = person ? nameOf(person) : entry.userId;
  return (
    <li class="row person-row">
      <button type="button" class="person-open" disabled={!person} onClick={() => person && showPerson(person)}>
        <Face userId={entry.userId} handle={person?.handle ?? ""} displayName={person?.displayName ?? "?"} size={44} />
        <span class="grow">
          <span class="one-line words strong">{name}</span>
          <span class="one-line small soft">
            {listing === ClubListing.MEMBERS ? clubRoleLabel(entry.role) : formatAgo(Number(entry.sinceUnixMs), now)}
          </span>
          {entry.answer !== "" && <span class="words lines small">{plainLines(entry.answer)}</span>}
        </span>
      </button>
      <Actions club={club} entry={entry} listing={listing} name={name} apply={apply} />
    </li>
  );
}

function Actions({
  club,
  entry,
  listing,
  name,
  apply,
}: {
  readonly club: Club;
  readonly entry: ClubEntry;
  readonly listing: ClubListing;
  readonly name: string;
  readonly apply: (call: Promise<Club>) => Promise<void>;
}) {
  const { clubs } = client().calls;
  const target = { clubId: club.clubId, userId: entry.userId };
  const owner = club.yourRole === ClubRole.OWNER;

  if (listing === ClubListing.APPLICATIONS) {
    return (
      <span class="row">
        <IconButton icon={Check} label={t("club.letIn", { name })} onClick={() => void apply(clubs.approveApplication(target))} />
        <IconButton icon={X} label={t("club.refuse", { name })} onClick={() => void apply(clubs.rejectApplication(target))} />
      </span>
    );
  }
  if (listing === ClubListing.BANNED)
    return (
      <Button size="s" onClick={() => void apply(clubs.pardonInClub(target))}>
        {t("club.pardon")}
      </Button>
    );
  if (listing !== ClubListing.MEMBERS || !owner || entry.userId === selfId.value) return null;

  const leader = entry.role === ClubRole.LEADER;
  const ask = async (title: string, text: string, yes: string, call: () => Promise<Club>): Promise<void> => {
    if (await confirm({ title, text, yes })) await apply(call());
  };
  return (
    <details class="row-menu">
      <summary aria-label={t("club.manage", { name })}>⋯</summary>
      <div class="row-menu-body">
        <Button
          size="s"
          kind="plain"
          wide
          onClick={() => void apply(clubs.appointInClub({ ...target, role: leader ? ClubRole.MEMBER : ClubRole.LEADER }))}
        >
          {leader ? t("club.makeMember") : t("club.makeLeader")}
        </Button>
        <Button
          size="s"
          kind="plain"
          wide
          onClick={() =>
            void ask(t("club.handOverTitle", { name }), t("club.handOverText"), t("moderate.handOver"), () =>
              clubs.handOverClub({ clubId: club.clubId, heirUserId: entry.userId }),
            )
          }
        >
          {t("moderate.handOver")}
        </Button>
        <Button
          size="s"
          kind="plain"
          wide
          onClick={() =>
            void ask(t("moderate.removeTitle", { name }), t("club.removeText"), t("moderate.remove"), () =>
              clubs.removeFromClub(target),
            )
          }
        >
          {t("moderate.remove")}
        </Button>
        <Button
          size="s"
          kind="danger"
          wide
          onClick={() =>
            void ask(t("moderate.banTitle", { name }), t("club.banText"), t("moderate.ban"), () => clubs.banFromClub(target))
          }
        >
          {t("moderate.ban")}
        </Button>
      </div>
    </details>
  );
}

/** Invites somebody by their handle; only the exact one counts. */
function InviteByHandle({ club, onDone }: { readonly club: Club; readonly onDone: () => void }) {
  const [handle, setHandle] = useState("");
  const invite = useAction(
    async () => {
      const wanted = handle.trim().replace(/^@/, "").toLowerCase();
      const { results } = await client().calls.discovery.search({ kind: SearchKind.PERSON, words: wanted, pageSize: 20 });
      const userId = results.find((result) => result.owner?.person?.handle === wanted)?.id ?? "";
      await client().calls.clubs.inviteToClub({ clubId: club.clubId, userId });
      setHandle("");
      onDone();
    },
    { quiet: true, done: "club.inviteSent" },
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    void invite.run();
  };
  return (
    <form class="row row-form" onSubmit={submit}>
      <div class="grow">
        <TextField label={t("club.inviteHandle")} value={handle} onText={setHandle} maxLength={31} />
      </div>
      <Button type="submit" icon={UserPlus} busy={invite.busy.value} disabled={handle.trim() === ""}>
        {t("club.invite")}
      </Button>
      <FormProblem problem={invite.problem.value} />
    </form>
  );
}

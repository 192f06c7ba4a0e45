import { FollowLevel, type PersonRelation, type Profile } from "@audiorooms/client";
import { BadgeCheck, BellOff, Ban, ExternalLink, Flag, PartyPopper, Pencil, UserCheck, UserPlus } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { formatCompact, formatDate, formatLanguage, formatList } from "../i18n/format";
import { isNewcomer } from "../model/person";
import { nameOf, plainLine, plainLines } from "../model/plain-text";
import { Link } from "../router/router";
import { paths } from "../router/routes";
import { client } from "../services/client";
import { attempt } from "../state/action";
import { learnPhoto } from "../state/photos";
import { selfId } from "../state/session";
import { Button, ButtonLink } from "../ui/button";
import { confirm } from "../ui/confirm";
import { Face } from "../ui/face";
import { Select } from "../ui/field";
import { Topics } from "../ui/topic-picker";
import { closePerson } from "./shown";
import { PeopleSheet } from "./people-sheet";
import { ReportSheet } from "./report-sheet";

/** Who somebody is, and how the viewer stands to them. */
export function ProfileView({
  profile,
  onChange,
  inSheet,
  children,
}: {
  readonly profile: Profile;
  readonly onChange: (profile: Profile) => void;
  readonly inSheet?: boolean;
  /** What can be done about the person where one met them, right below their name. */
  readonly children?: ComponentChildren;
}) {
  const { person } = profile;
  useEffect(() => {
    if (person) learnPhoto(person.userId, profile.photoId);
  }, [person?.userId, profile.photoId]);
  if (!person) return null;
  const own = person.userId === selfId.value;
  const name = nameOf(person);

  return (
    <div class="profile">
      <div class="profile-top">
        <Face userId={person.userId} handle={person.handle} displayName={person.displayName} size={104} />
        <div class="grow">
          <p class="profile-name words">
            {name}{" "}
            {profile.verified && (
              <span class="verified">
                <BadgeCheck size={20} aria-hidden="true" />
                <span class="unseen">{t("person.verified")}</span>
              </span>
            )}
          </p>
          <p class="soft words">@{person.handle}</p>
          {isNewcomer(Number(profile.joinedAtUnixMs), Date.now()) && (
            <p class="small newcomer">
              <PartyPopper size={15} aria-hidden="true" /> {t("person.new")}
            </p>
          )}
        </div>
      </div>
      {children}
      <Figures profile={profile} />
      {own ? (
        <div class="row">
          <ButtonLink href={paths.section("profile")} icon={Pencil}>
            {t("person.edit")}
          </ButtonLink>
          {inSheet && (
            <ButtonLink href={paths.person(person.handle)} kind="plain" icon={ExternalLink}>
              {t("person.page")}
            </ButtonLink>
          )}
        </div>
      ) : (
        <Relation profile={profile} onChange={onChange} inSheet={inSheet ?? false} />
      )}
      {profile.bio !== "" && <p class="words lines profile-bio">{plainLines(profile.bio)}</p>}
      {profile.expertise.length > 0 && (
        <ul class="expertise" aria-label={t("field.expertise")}>
          {profile.expertise.map((line) => (
            <li key={line} class="words">
              {plainLine(line)}
            </li>
          ))}
        </ul>
      )}
      <Topics ids={profile.interests} />
      {profile.followersYouKnow.length > 0 && !own && (
        <p class="small soft words">
          {t("person.knownFollowers", {
            names: formatList(profile.followersYouKnow.map(nameOf)),
            count: profile.followersYouKnowCount,
          })}
        </p>
      )}
      <p class="small soft">
        {t("person.joined", { when: formatDate(Number(profile.joinedAtUnixMs)) })}
        {profile.language === "" ? "" : ` · ${formatLanguage(profile.language)}`}
      </p>
    </div>
  );
}

function Figures({ profile }: { readonly profile: Profile }) {
  const [list, setList] = useState<"followers" | "following" | null>(null);
  const followers = Number(profile.followerCount);
  const following = Number(profile.followingCount);
  return (
    <div class="row figures">
      <button type="button" class="figure" onClick={() => setList("followers")}>
        <span class="strong numbers">{formatCompact(followers)}</span> {t("person.followers", { count: followers })}
      </button>
      <button type="button" class="figure" onClick={() => setList("following")}>
        <span class="strong numbers">{formatCompact(following)}</span> {t("person.following")}
      </button>
      {list && profile.person && <PeopleSheet list={list} userId={profile.person.userId} onClose={() => setList(null)} />}
    </div>
  );
}

function Relation({
  profile,
  onChange,
  inSheet,
}: {
  readonly profile: Profile;
  readonly onChange: (profile: Profile) => void;
  readonly inSheet: boolean;
}) {
  const [reporting, setReporting] = useState(false);
  const relation = profile.relation;
  const person = profile.person;
  if (!person || !relation) return null;
  const { userId } = person;
  const name = nameOf(person);
  const { profiles } = client().calls;
  const apply = async (call: Promise<PersonRelation>, done?: string): Promise<void> => {
    await attempt(
      call.then((next) => {
        const change = Number(next.follows) - Number(relation.follows);
        onChange({ ...profile, relation: next, followerCount: BigInt(Math.max(0, Number(profile.followerCount) + change)) });
      }),
      done,
    );
  };
  const block = async (): Promise<void> => {
    if (relation.blocks) return apply(profiles.unblock({ userId }));
    if (await confirm({ title: t("person.blockTitle", { name }), text: t("person.blockText"), yes: t("person.block") }))
      await apply(profiles.block({ userId }), t("person.blocked", { name }));
  };

  return (
    <div class="stack">
      <div class="row">
        {!relation.blocks && (
          <Button
            kind={relation.follows ? "soft" : "primary"}
            icon={relation.follows ? UserCheck : UserPlus}
            aria-pressed={relation.follows}
            onClick={() => void apply(relation.follows ? profiles.unfollow({ userId }) : profiles.follow({ userId }))}
          >
            {relation.follows ? t("person.follows") : relation.followedBy ? t("person.followBack") : t("person.follow")}
          </Button>
        )}
        {inSheet && (
          <Link href={paths.person(person.handle)} class="button button-plain button-m" onClick={closePerson}>
            <ExternalLink size={19} aria-hidden="true" />
            <span class="button-label">{t("person.page")}</span>
          </Link>
        )}
      </div>
      {relation.follows && (
        <Select
          label={t("level.label")}
          value={relation.followLevel === FollowLevel.UNSPECIFIED ? FollowLevel.SOMETIMES : relation.followLevel}
          onChoose={(level) => void apply(profiles.setFollowLevel({ userId, level }))}
          choices={[
            { value: FollowLevel.ALWAYS, label: t("level.always") },
            { value: FollowLevel.SOMETIMES, label: t("level.sometimes") },
            { value: FollowLevel.NEVER, label: t("level.never") },
          ]}
        />
      )}
      <div class="row row-quiet">
        <Button
          size="s"
          kind="plain"
          icon={BellOff}
          aria-pressed={relation.mutes}
          onClick={() =>
            void apply(
              relation.mutes ? profiles.unmute({ userId }) : profiles.mute({ userId }),
              relation.mutes ? undefined : t("person.muted", { name }),
            )
          }
        >
          {relation.mutes ? t("person.unmute") : t("person.mute")}
        </Button>
        <Button size="s" kind="plain" icon={Flag} onClick={() => setReporting(true)}>
          {t("report.button")}
        </Button>
        <Button size="s" kind="plain" icon={Ban} onClick={() => void block()}>
          {relation.blocks ? t("person.unblock") : t("person.block")}
        </Button>
      </div>
      {reporting && <ReportSheet about={{ case: "person", userId }} name={name} onClose={() => setReporting(false)} />}
    </div>
  );
}

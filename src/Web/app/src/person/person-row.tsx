import type { PersonCard } from "@audiorooms/client";
import { BadgeCheck } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { nameOf, plainLine } from "../model/plain-text";
import { client } from "../services/client";
import { attempt } from "../state/action";
import { selfId } from "../state/session";
import { Button } from "../ui/button";
import { Face } from "../ui/face";
import { showPerson } from "./shown";

/** Somebody in a list, with the button to follow them. */
export function PersonRow({
  card,
  note,
  children,
}: {
  readonly card: PersonCard;
  readonly note?: string;
  readonly children?: ComponentChildren;
}) {
  const [follows, setFollows] = useState(card.relation?.follows ?? false);
  const { person } = card;
  if (!person) return null;
  const { userId } = person;
  const name = nameOf(person);
  const toggle = async (): Promise<void> => {
    const { profiles } = client().calls;
    const done = await attempt(follows ? profiles.unfollow({ userId }) : profiles.follow({ userId }));
    if (done) setFollows(!follows);
  };
  return (
    <li class="row person-row">
      <button type="button" class="person-open" onClick={() => showPerson(person)}>
        <Face userId={userId} handle={person.handle} displayName={person.displayName} size={48} />
        <span class="grow">
          <span class="one-line words strong">
            {name} {card.verified && <BadgeCheck size={16} class="verified" aria-label={t("person.verified")} />}
          </span>
          <span class="one-line soft small">{note ?? `@${person.handle}`}</span>
          {card.bio !== "" && <span class="one-line words small">{plainLine(card.bio)}</span>}
        </span>
      </button>
      {children ??
        (userId !== selfId.value && (
          <Button size="s" kind={follows ? "soft" : "primary"} aria-pressed={follows} onClick={() => void toggle()}>
            {follows ? t("person.follows") : t("person.follow")}
            <span class="unseen"> {name}</span>
          </Button>
        ))}
    </li>
  );
}

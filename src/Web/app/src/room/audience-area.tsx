import type { PersonName, RoomState } from "@audiorooms/client";
import { Search } from "lucide-preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { t } from "../i18n";
import { blocksOf, isSameOrder, unseenCount } from "../model/audience";
import { nameOf } from "../model/plain-text";
import { showPerson } from "../person/shown";
import type { LiveRoom } from "../state/room";
import { Button, IconButton } from "../ui/button";
import { Face } from "../ui/face";
import { memo } from "../ui/memo";
import { TextField } from "../ui/field";
import { createCrowd, type Crowd } from "./crowd";
import { RisingFrom } from "./rising-layer";

const blockSize = 48;

/** The listeners: people the speakers follow, and the others. Only the count where the room shows no more. */
export function AudienceArea({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  const crowd = useMemo(createCrowd, [current]);
  const [searching, setSearching] = useState(false);
  const audience = current.audience.value;
  const onStage = useMemo(() => new Set(state.stage.map((person) => person.userId)), [state.stage]);
  useEffect(() => crowd.update(audience.people, onStage, state.selfId), [crowd, audience.people, onStage, state.selfId]);

  const count = audience.kind === "unknown" ? state.listenerCount : audience.listenerCount;
  return (
    <section class="audience" aria-label={t("audience.label", { count })}>
      <div class="section-top">
        <h2>
          {t("audience.title")} <span class="soft numbers">{count}</span>
        </h2>
        {audience.kind === "known" && (audience.more || count > 24) && (
          <IconButton icon={Search} label={t("audience.search")} pressed={searching} onClick={() => setSearching(!searching)} />
        )}
      </div>
      {audience.kind === "hidden" && <p class="soft small">{t("audience.hidden")}</p>}
      {searching && <Finder current={current} />}
      {audience.kind === "known" && count === 0 && <p class="soft">{t("audience.empty")}</p>}
      <Part crowd={crowd} title={t("audience.followed")} ids={crowd.followed.value} />
      <Part crowd={crowd} title={t("audience.others")} ids={crowd.others.value} untitled={crowd.followed.value.length === 0} />
      {audience.kind === "known" && unseenCount(count, crowd.size.value) > 0 && (
        <p class="soft small">{t("audience.unseen", { count: unseenCount(count, crowd.size.value) })}</p>
      )}
    </section>
  );
}

function Part({
  crowd,
  title,
  ids,
  untitled,
}: {
  readonly crowd: Crowd;
  readonly title: string;
  readonly ids: readonly string[];
  readonly untitled?: boolean;
}) {
  if (ids.length === 0) return null;
  return (
    <div role="group" aria-label={title}>
      {!untitled && <h3 class="audience-part soft">{title}</h3>}
      {blocksOf(ids, blockSize).map((block, index) => (
        <Block key={index} crowd={crowd} ids={block} />
      ))}
    </div>
  );
}

/** A piece of the list. The browser leaves out what is far from the window; a piece is drawn again only when its order changes. */
const Block = memo(
  function Block({ crowd, ids }: { readonly crowd: Crowd; readonly ids: readonly string[] }) {
    return (
      <ul class="audience-grid" style={{ "--tiles": ids.length }}>
        {ids.map((userId) => (
          <ListenerTile key={userId} crowd={crowd} userId={userId} />
        ))}
      </ul>
    );
  },
  (before, now) => before.crowd === now.crowd && isSameOrder(before.ids, now.ids),
);

const ListenerTile = memo(function ListenerTile({ crowd, userId }: { readonly crowd: Crowd; readonly userId: string }) {
  const person = crowd.person(userId)?.value;
  if (!person) return null;
  const name = nameOf(person);
  return (
    <li class="listener">
      <button type="button" class="tile-button" onClick={() => showPerson(person)}>
        <span class="tile-face">
          <Face userId={userId} handle={person.handle} displayName={person.displayName} size={60} />
          <RisingFrom userId={userId} />
        </span>
        <span class="listener-name one-line words small">{name}</span>
      </button>
    </li>
  );
});

function Finder({ current }: { readonly current: LiveRoom }) {
  const [words, setWords] = useState("");
  const [found, setFound] = useState<readonly PersonName[] | null>(null);
  useEffect(() => {
    if (words.trim() === "") {
      setFound(null);
      return;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      current.room.findInAudience(words.trim()).then(
        (people) => wanted && setFound(people),
        () => wanted && setFound([]),
      );
    }, 250);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [words, current]);

  return (
    <div class="stack finder">
      <TextField
        label={t("audience.search")}
        hideLabel
        value={words}
        onText={setWords}
        maxLength={50}
        placeholder={t("audience.search")}
        type="search"
      />
      {found &&
        (found.length === 0 ? (
          <p class="soft small" role="status">
            {t("audience.nobody")}
          </p>
        ) : (
          <ul class="rows">
            {found.map((person) => (
              <li key={person.userId}>
                <Button kind="plain" wide onClick={() => showPerson(person)}>
                  <span class="row">
                    <Face userId={person.userId} handle={person.handle} displayName={person.displayName} size={32} />{" "}
                    <span class="one-line words">{nameOf(person)}</span>
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        ))}
    </div>
  );
}

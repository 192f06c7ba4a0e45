import type { RoomState, StagePerson } from "@audiorooms/client";
import { MicOff } from "lucide-preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { nameOf } from "../model/plain-text";
import { roleKey, stageInOrder } from "../model/room-view";
import { showPerson } from "../person/shown";
import { Face } from "../ui/face";
import { memo } from "../ui/memo";
import { ringOn } from "./rings";
import { RisingFrom } from "./rising-layer";

/** Who speaks, or may: the big faces. */
export function Stage({ state }: { readonly state: RoomState }) {
  const people = stageInOrder(state.stage);
  return (
    <section class="stage" aria-label={t("stage.label", { count: people.length })}>
      {people.length === 0 ? (
        <p class="soft stage-empty">{t("stage.empty")}</p>
      ) : (
        <ul class="stage-grid" data-size={people.length <= 4 ? "few" : "many"}>
          {people.map((person) => (
            <SpeakerTile key={person.userId} person={person} leads={person.userId === state.dominantUserId} />
          ))}
        </ul>
      )}
    </section>
  );
}

const SpeakerTile = memo(function SpeakerTile({ person, leads }: { readonly person: StagePerson; readonly leads: boolean }) {
  const tile = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => (tile.current ? ringOn(person.userId, tile.current) : undefined), [person.userId]);
  const role = roleKey(person.role);
  const name = nameOf(person);
  return (
    <li ref={tile} class={`tile${leads ? " tile-leads" : ""}${person.muted ? " tile-muted" : ""}`}>
      <button type="button" class="tile-button" onClick={() => showPerson(person)}>
        <span class="tile-face">
          <span class="ring" aria-hidden="true" />
          <Face userId={person.userId} handle={person.handle} displayName={person.displayName} size={96} />
          {person.muted && (
            <span class="tile-mark" aria-hidden="true">
              <MicOff size={16} />
            </span>
          )}
          <RisingFrom userId={person.userId} />
        </span>
        <span class="tile-name words two-lines">{name}</span>
        <span class="tile-role small soft">
          {leads ? t("stage.speaks") : role ? t(role) : person.muted ? t("stage.muted") : "\u00A0"}
        </span>
        {leads && role && <span class="unseen">{t(role)}</span>}
        {!leads && role && person.muted && <span class="unseen">{t("stage.muted")}</span>}
      </button>
    </li>
  );
});

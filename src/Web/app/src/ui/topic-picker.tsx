import { Check } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { hueOf } from "../model/hue";
import { loadTopics, topicGroups, topicLabel, topicName } from "../state/topics";

/** Topics as buttons that are in or out. The first level is shown; what lies below comes when its parent is chosen. */
export function TopicPicker({
  label,
  chosen,
  max,
  onChange,
}: {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly max: number;
  readonly onChange: (topics: readonly string[]) => void;
}) {
  useEffect(() => void loadTopics(), []);
  const full = chosen.length >= max;
  const toggle = (id: string): void => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const shown = topicGroups.value.flatMap((group) => {
    const open = chosen.includes(group.topic.id) || group.below.some((topic) => chosen.includes(topic.id));
    return [group.topic, ...(open ? group.below : [])];
  });

  return (
    <fieldset class="field">
      <legend class="field-top">
        <span>{label}</span>
        <span class="soft small numbers">{t("topics.chosen", { count: chosen.length, max })}</span>
      </legend>
      <div class="chips">
        {shown.map((topic) => {
          const on = chosen.includes(topic.id);
          return (
            <button
              key={topic.id}
              type="button"
              class={`chip chip-button${topic.parentId === "" ? "" : " chip-below"}`}
              style={{ "--hue": hueOf([topic.id], topic.id) }}
              aria-pressed={on}
              disabled={!on && full}
              onClick={() => toggle(topic.id)}
            >
              {on && <Check size={15} aria-hidden="true" />}
              {topicLabel(topic)}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

/** Topics of something, as words. */
export function Topics({ ids }: { readonly ids: readonly string[] }) {
  useEffect(() => void loadTopics(), []);
  if (ids.length === 0) return null;
  return (
    <span class="chips">
      {ids.map((id) => (
        <span key={id} class="chip words" style={{ "--hue": hueOf([id], id) }}>
          {topicName(id)}
        </span>
      ))}
    </span>
  );
}

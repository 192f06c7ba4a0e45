import { computed, signal } from "@preact/signals";
import { languageTag } from "../i18n";
import { client } from "../services/client";

export interface Topic {
  readonly id: string;
  readonly parentId: string;
  readonly nameEn: string;
  readonly nameFr: string;
}

const tree = signal<readonly Topic[]>([]);
let asked: Promise<void> | null = null;

export const topics = computed(() => tree.value);
const byId = computed(() => new Map(tree.value.map((topic) => [topic.id, topic])));

/** Asks for the topic tree once; again after a failure. */
export function loadTopics(): Promise<void> {
  asked ??= client()
    .calls.discovery.listTopics({})
    .then(({ topics: entries }) => {
      tree.value = entries.map(({ id, parentId, nameEn, nameFr }) => ({ id, parentId, nameEn, nameFr }));
    })
    .catch(() => {
      asked = null;
    });
  return asked;
}

export const topicLabel = (topic: Topic): string => (languageTag.value === "fr" ? topic.nameFr : topic.nameEn);

/** The name of a topic in the language of now; a word that is not in the tree is its own name. */
export function topicName(id: string): string {
  const topic = byId.value.get(id);
  return topic ? topicLabel(topic) : id;
}

export interface TopicGroup {
  readonly topic: Topic;
  readonly below: readonly Topic[];
}

export const topicGroups = computed<readonly TopicGroup[]>(() => {
  const roots = tree.value.filter((topic) => topic.parentId === "");
  return roots.map((topic) => ({ topic, below: tree.value.filter((other) => other.parentId === topic.id) }));
});

/** The hue of the page where no room gives one: a warm red. */
export const houseHue = 28;

/** Hues of the first level of topics, chosen apart from each other by hand; what is not here gets its hue from its name. */
const chosen: Readonly<Record<string, number>> = {
  technology: 262,
  science: 205,
  music: 330,
  arts: 350,
  sports: 145,
  business: 235,
  events: 28,
  travel: 190,
  news: 15,
  health: 165,
  education: 75,
  languages: 110,
  society: 300,
  politics: 285,
  games: 310,
  food: 55,
};

/** The hue of a room, a club or an event: that of its first topic, else of its title, so that it never changes between two visits. */
export function hueOf(topics: readonly string[], otherwise: string): number {
  const topic = topics[0]?.toLowerCase();
  if (topic === undefined || topic === "") return hashHue(otherwise);
  return chosen[topic] ?? chosen[topic.split(/[./:-]/)[0] ?? ""] ?? hashHue(topic);
}

/** FNV-1a over UTF-16 units, folded to 24 hues 15° apart: two neighbours can be told from each other. */
export function hashHue(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return (hash % 24) * 15;
}

/** What a refused text or number may be, so that a page can say it in its own words and stop a form before the server does. */
export interface Bound {
  readonly min: number;
  readonly max: number;
  readonly of: "characters" | "items" | "minutes" | "days" | "bytes" | "pixels";
}

const characters = (min: number, max: number): Bound => ({ min, max, of: "characters" });
const items = (min: number, max: number): Bound => ({ min, max, of: "items" });

/**
 * By the code of the refusal that says it; docs/wire-protocol.md has the sentences. The server's defaults: an operator may have changed a few, and the
 * server's answer is what counts.
 */
export const bounds = {
  handle_invalid: characters(2, 30),
  waiting_handle_invalid: characters(2, 30),
  password_invalid: characters(10, 128),
  display_name_invalid: characters(1, 50),
  name_invalid: characters(1, 50),
  bio_invalid: characters(0, 160),
  expertise_invalid: items(0, 3),
  interests_invalid: items(0, 20),
  question_invalid: characters(0, 100),
  title_invalid: characters(1, 120),
  topics_invalid: items(0, 3),
  language_invalid: characters(2, 35),
  active_speakers_invalid: items(1, 13),
  hand_question_invalid: characters(0, 140),
  link_invalid: characters(0, 500),
  report_text_invalid: characters(0, 1_000),
  safety_reason_invalid: characters(1, 1_000),
  photo_too_large: { min: 1, max: 1_048_576, of: "bytes" },
  photo_size_invalid: { min: 64, max: 8_192, of: "pixels" },
  club_name_invalid: characters(1, 40),
  club_description_invalid: characters(0, 200),
  club_rules_invalid: characters(0, 2_000),
  club_question_invalid: characters(0, 200),
  club_answer_invalid: characters(1, 500),
  club_topics_invalid: items(0, 3),
  club_language_invalid: characters(2, 35),
  event_title_invalid: characters(1, 100),
  event_description_invalid: characters(0, 1_000),
  event_topics_invalid: items(0, 3),
  event_language_invalid: characters(2, 35),
  event_duration_invalid: { min: 5, max: 720, of: "minutes" },
  event_start_out_of_bounds: { min: 0, max: 30, of: "days" },
  pause_too_long: { min: 0, max: 30, of: "days" },
  muted_sources_full: items(0, 500),
  too_many_ids: items(0, 100),
  webhook_url_invalid: characters(1, 500),
} as const satisfies Readonly<Record<string, Bound>>;

/** The bound that a refusal is about; null if it is about something else. */
export function boundOf(code: string): Bound | null {
  return Object.hasOwn(bounds, code) ? bounds[code as keyof typeof bounds] : null;
}

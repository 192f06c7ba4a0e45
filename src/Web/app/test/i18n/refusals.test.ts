import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { rest } from "../../src/i18n/en/rest";

const protocol = readFileSync(new URL("../../../../../docs/wire-protocol.md", import.meta.url), "utf8");
const codes = [...protocol.matchAll(/^\| `([a-z_]+)` \| [A-Z]/gm)].map(([, code]) => code ?? "");

const neverMet = new Set([
  // The page makes these values itself, or offers no such thing.
  "room_exists",
  "language_invalid",
  "active_speakers_invalid",
  "stage_policy_invalid",
  "command_key_reused",
  "room_link_lifetime_invalid",
  "user_id_invalid",
  "reaction_unknown",
  "moment_invalid",
  "handle_required",
  "proof_spent",
  "issuer_unknown",
  "id_token_invalid",
  "issuer_unavailable",
  "profile_language_invalid",
  "search_language_invalid",
  "too_many_ids",
  "page_size_invalid",
  "idempotency_key_invalid",
  "idempotency_key_reused",
  "club_exists",
  "club_language_invalid",
  "club_role_invalid",
  "event_exists",
  "event_language_invalid",
  "reminder_invalid",
  // The SDK's own part of the protocol.
  "join_expected",
  "already_joined",
  "command_unknown",
  "latency_invalid",
  "value_unknown",
  "upgrade_required",
  "subprotocol_unknown",
  "header_invalid",
  "page_request_invalid",
  "stream_not_over_grpc_web",
  "audio_not_on_stage",
  "audio_muted",
  "audio_listens_only",
  "audio_too_large",
  "audio_malformed",
  "audio_not_one_frame",
  "audio_header_invalid",
  "audio_too_fast",
  "malformed",
  "audio_forbidden",
  "audio_rejected",
  "message_too_large",
  // Answered by the SDK: it signs out, asks again or comes back. What is left is told as "offline" or as a fault.
  "refresh_token_invalid",
  "watch_too_slow",
  "unavailable",
  "internal",
  "left",
  "join_timeout",
  "silent",
  "server_stopping",
  "token_expired",
]);

it("EveryRefusalOfTheProtocol_HasWords_OrIsNeverMet", () => {
  const without = codes.filter((code) => !(`refusal.${code}` in rest) && !(`closed.${code}` in rest));

  expect(codes.length).toBeGreaterThan(200);
  expect(new Set(without)).toEqual(neverMet);
});

import { create } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { RoomEventSchema, RoomSnapshotSchema, StageRole } from "../../src/gen/audiorooms/v1/rooms_pb.js";
import type { RoomEvent, RoomSnapshot } from "../../src/gen/audiorooms/v1/rooms_pb.js";

type EventBody = NonNullable<MessageInitShape<typeof RoomEventSchema>["body"]>;
type SnapshotInit = MessageInitShape<typeof RoomSnapshotSchema>;

export const selfId = "me";

export const person = (userId: string): { userId: string; handle: string; displayName: string } => ({
  userId,
  handle: `@${userId}`,
  displayName: userId.toUpperCase(),
});

export const member = (
  userId: string,
  source: number,
  more: { muted?: boolean; role?: StageRole } = {},
): { person: ReturnType<typeof person>; source: number; muted: boolean; role: StageRole } => ({
  person: person(userId),
  source,
  muted: more.muted ?? false,
  role: more.role ?? StageRole.SPEAKER,
});

/** A room of `ada`, who hosts it from the stage. */
export function snapshot(more: Exclude<SnapshotInit, { $typeName: string }> = {}): RoomSnapshot {
  return create(RoomSnapshotSchema, {
    card: { roomId: "room", title: "Tea", topics: ["tea"], language: "en", owner: person("ada"), listenerCount: 3 },
    version: 10n,
    stage: [member("ada", 1, { role: StageRole.HOST })],
    settings: {},
    hostUserId: "ada",
    ...more,
  });
}

export function event(version: number, body: EventBody): RoomEvent {
  return create(RoomEventSchema, { version: BigInt(version), atUnixMs: BigInt(1_764_000_000_000 + version), body });
}

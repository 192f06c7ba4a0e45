import type { Client as ConnectClient } from "@connectrpc/connect";
import type { Watch } from "../clientApi.js";
import type { Clock } from "../clock.js";
import { HallwayReason } from "../gen/audiorooms/v1/discovery_pb.js";
import type { Discovery, HallwayEntry, HallwayNews } from "../gen/audiorooms/v1/discovery_pb.js";
import type { Presence } from "../presence.js";
import { RepeatedStream } from "./repeatedStream.js";

export interface HallwayOptions {
  /** Leaves out rooms for weaker reasons: `HallwayReason.INTEREST` gives the live bar. Default all. */
  readonly weakest?: HallwayReason;
  /** This language or a regional form of it; default any. */
  readonly language?: string;
}

export interface HallwayState {
  /** `stale`: the stream broke, and these are the rooms of then. */
  readonly kind: "loading" | "live" | "stale";
  /** By reason and then the newest first. */
  readonly rooms: readonly HallwayEntry[];
}

/** The hallway after news: a picture replaces all, anything else changes the rooms that it names. */
export function nextHallway(state: HallwayState, news: HallwayNews): HallwayState {
  const named = new Set([...news.goneRoomIds, ...news.rooms.map(idOf)]);
  const kept = news.isPicture ? [] : state.rooms.filter((entry) => !named.has(idOf(entry)));
  return { kind: "live", rooms: [...kept, ...news.rooms].sort(inOrder) };
}

export function watchHallway(
  discovery: ConnectClient<typeof Discovery>,
  { weakest = HallwayReason.UNSPECIFIED, language = "" }: HallwayOptions,
  clock: Clock,
  presence: Presence,
): Watch<HallwayState> {
  return new RepeatedStream<HallwayNews, HallwayState>({
    initial: { kind: "loading", rooms: [] },
    clock,
    presence,
    open: (_, signal) => discovery.watchHallway({ weakest, language }, { signal }),
    next: nextHallway,
    broken: (state) => (state.kind === "live" ? { ...state, kind: "stale" } : state),
  });
}

function idOf(entry: HallwayEntry): string {
  return entry.room?.roomId ?? "";
}

function inOrder(left: HallwayEntry, right: HallwayEntry): number {
  const age = (right.room?.createdAtUnixMs ?? 0n) - (left.room?.createdAtUnixMs ?? 0n);
  return left.reason - right.reason || (age === 0n ? 0 : age > 0n ? 1 : -1);
}

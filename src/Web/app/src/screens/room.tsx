import type { Route } from "../router/routes";
import { Door } from "../room/door";
import { RoomInside } from "../room/inside";
import { live } from "../state/room";

/** A room by its address: inside where it is on, at its door otherwise. */
export function RoomScreen({ route }: { readonly route: Extract<Route, { screen: "room" }> }) {
  const current = live.value;
  const inside = current !== null && current.room.roomId === route.roomId && current.connection.value.kind !== "closed";
  return inside ? <RoomInside key={route.roomId} current={current} /> : <Door key={route.roomId} roomId={route.roomId} />;
}

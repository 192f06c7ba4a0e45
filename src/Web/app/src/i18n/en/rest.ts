import { operator } from "./operator";
import { places } from "./places";
import { refusals } from "./refusals";
import { room } from "./room";
import { settings } from "./settings";

/** English of everything behind the first screens. */
export const rest = {
  ...room,
  ...places,
  ...settings,
  ...operator,
  ...refusals,
};

import type { Rest } from "../keys";
import { operator } from "./operator";
import { places } from "./places";
import { refusals } from "./refusals";
import { room } from "./room";
import { settings } from "./settings";

/** French of everything behind the first screens. A key that is missing is an error of types. */
export const rest: Rest = {
  ...room,
  ...places,
  ...settings,
  ...operator,
  ...refusals,
};

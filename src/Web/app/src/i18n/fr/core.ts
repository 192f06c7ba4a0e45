import type { Core } from "../keys";
import { hallway } from "./hallway";
import { shell } from "./shell";
import { wayIn } from "./way-in";

/** French, as far as the first screens speak it. A key that is missing is an error of types. */
export const core: Core = {
  ...shell,
  ...wayIn,
  ...hallway,
};

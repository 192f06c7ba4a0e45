import { hallway } from "./hallway";
import { shell } from "./shell";
import { wayIn } from "./way-in";

/** English, as far as the first screens speak it. */
export const core = {
  ...shell,
  ...wayIn,
  ...hallway,
};

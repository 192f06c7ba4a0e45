import type { Dictionary } from '..';
import { shell } from './shell';
import { wayIn } from './way-in';
import { hallway } from './hallway';
import { room } from './room';
import { places } from './places';
import { settings } from './settings';
import { operator } from './operator';
import { refusals } from './refusals';

/** French, with the keys of the English dictionary: one that is missing is an error of types, one too many fails a test. */
export const fr: Dictionary = {
  ...shell,
  ...wayIn,
  ...hallway,
  ...room,
  ...places,
  ...settings,
  ...operator,
  ...refusals,
};

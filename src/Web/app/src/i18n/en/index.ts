import { shell } from './shell';
import { wayIn } from './way-in';
import { hallway } from './hallway';
import { room } from './room';
import { places } from './places';
import { settings } from './settings';
import { operator } from './operator';
import { refusals } from './refusals';

/** English: the language in which keys and their holes are defined. */
export const en = {
  ...shell,
  ...wayIn,
  ...hallway,
  ...room,
  ...places,
  ...settings,
  ...operator,
  ...refusals,
};

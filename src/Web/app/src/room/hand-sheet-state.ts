import { signal } from '@preact/signals';

/** Whether the person writes the question of their hand. */
export const handSheetOpen = signal(false);

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { client } from "../services/client";

/** Photo ids by person: asked in batches of a hundred, once a person; a room of a thousand faces asks ten times. */
const known = new Map<string, Signal<string>>();
let wanted: string[] = [];
let asked = false;
const batchMax = 100;

export function photoIdOf(userId: string): ReadonlySignal<string> {
  const photo = known.get(userId);
  if (photo) return photo;
  const fresh = signal("");
  known.set(userId, fresh);
  if (userId !== "") {
    wanted.push(userId);
    if (!asked) {
      asked = true;
      setTimeout(() => void ask(), 16);
    }
  }
  return fresh;
}

/** What a profile or card said of itself. */
export function learnPhoto(userId: string, photoId: string): void {
  const photo = known.get(userId);
  if (photo) photo.value = photoId;
  else known.set(userId, signal(photoId));
}

/** Somebody else signed in: what is seen may differ. */
export function forgetPhotos(): void {
  known.clear();
  wanted = [];
}

async function ask(): Promise<void> {
  asked = false;
  if (client().session.get().kind !== "signedIn") return;
  const people = wanted;
  wanted = [];
  for (let start = 0; start < people.length; start += batchMax) {
    const batch = people.slice(start, start + batchMax);
    try {
      const { photoIds } = await client().calls.photos.findPhotos({ userIds: batch });
      batch.forEach((userId, index) => learnPhoto(userId, photoIds[index] ?? ""));
    } catch {
      // Initials stand in for a photo that did not come; a later visit asks again.
      for (const userId of batch) known.delete(userId);
    }
  }
}

import { memo } from "./memo";
import { hashHue } from "../model/hue";
import { initialsOf, nameOf } from "../model/plain-text";
import { client } from "../services/client";
import { photoIdOf } from "../state/photos";

export interface FaceProps {
  readonly userId: string;
  readonly handle: string;
  readonly displayName: string;
  /** Side in pixels. */
  readonly size: number;
}

/** A rounded square with a photo, or with the initials of the name on a ground of the person's own hue. The name stands beside it, so it is not read out. */
export const Face = memo(function Face({ userId, handle, displayName, size }: FaceProps) {
  const photo = client().photoUrl(photoIdOf(userId).value, size > 128 / devicePixelRatioOf() ? 512 : 128);
  return (
    <span class="face" style={{ "--face": `${size}px`, "--hue": hashHue(userId) }} aria-hidden="true">
      {photo ? (
        <img src={photo} alt="" width={size} height={size} loading="lazy" decoding="async" draggable={false} />
      ) : (
        initialsOf(nameOf({ displayName, handle }))
      )}
    </span>
  );
});

function devicePixelRatioOf(): number {
  return typeof devicePixelRatio === "number" ? devicePixelRatio : 1;
}

/** Up to five faces that overlap, for cards. */
export function FacePile({ people, size }: { readonly people: readonly Omit<FaceProps, "size">[]; readonly size: number }) {
  return (
    <span class="face-pile" aria-hidden="true">
      {people.slice(0, 5).map((person) => (
        <Face key={person.userId} userId={person.userId} handle={person.handle} displayName={person.displayName} size={size} />
      ))}
    </span>
  );
}

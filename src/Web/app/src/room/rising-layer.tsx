import { rising } from "./rising";

/** The reactions of one person, over their face. */
export function RisingFrom({ userId }: { readonly userId: string }) {
  const own = rising.value.filter((one) => one.userId === userId);
  if (own.length === 0) return null;
  return (
    <span class="rising-own" aria-hidden="true">
      {own.map((one) => (
        <span key={one.id} class="riser" style={{ "--across": one.across }}>
          {one.glyph}
        </span>
      ))}
    </span>
  );
}

/** The reactions of the crowd, from the edge of the bar. */
export function CrowdRising() {
  const crowd = rising.value.filter((one) => one.userId === "");
  return (
    <div class="rising-crowd" aria-hidden="true">
      {crowd.map((one) => (
        <span key={one.id} class="riser" style={{ "--across": one.across, "--delay": `${one.delayMs}ms` }}>
          {one.glyph}
        </span>
      ))}
    </div>
  );
}

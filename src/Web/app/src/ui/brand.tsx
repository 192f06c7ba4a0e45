/** Three rounded bars of a level in a rounded square: the mark of the page. */
export function BrandMark({ size = 34 }: { readonly size?: number }) {
  return (
    <svg class="brand-mark" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="21" class="brand-ground" />
      <g class="brand-bars">
        <rect x="15" y="25" width="9" height="14" rx="4.5" />
        <rect x="27.5" y="14" width="9" height="36" rx="4.5" />
        <rect x="40" y="21" width="9" height="22" rx="4.5" />
      </g>
    </svg>
  );
}

import type { LucideIcon } from "lucide-preact";
import type { ComponentChildren } from "preact";

/** Nothing is there yet: says what could be, and offers the next step. */
export function Empty({
  icon: Icon,
  title,
  text,
  isPage,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: string;
  /** The whole screen is this: its title is that of the page. */
  readonly isPage?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="empty-icon" aria-hidden="true">
        <Icon size={28} />
      </span>
      {isPage ? <h1 tabIndex={-1}>{title}</h1> : <h2>{title}</h2>}
      {text && <p class="soft">{text}</p>}
      {children && <div class="row row-center">{children}</div>}
    </div>
  );
}

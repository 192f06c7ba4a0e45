import type { LucideIcon } from "lucide-preact";
import type { ComponentChildren } from "preact";

/** Nothing is there yet: says what could be, and offers the next step. */
export function Empty({
  icon: Icon,
  title,
  text,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="empty-icon" aria-hidden="true">
        <Icon size={28} />
      </span>
      <h2>{title}</h2>
      {text && <p class="soft">{text}</p>}
      {children && <div class="row row-center">{children}</div>}
    </div>
  );
}

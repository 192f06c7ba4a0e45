import type { LucideIcon } from "lucide-preact";
import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { Link } from "../router/router";

export type ButtonKind = "primary" | "soft" | "plain" | "outline" | "danger";

interface Look {
  readonly kind?: ButtonKind;
  readonly size?: "m" | "s" | "l";
  readonly icon?: LucideIcon;
  readonly wide?: boolean;
  readonly children?: ComponentChildren;
}

export interface ButtonProps
  extends Look, Omit<ButtonHTMLAttributes, "icon" | "size" | "children" | "type" | "disabled" | "kind"> {
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly type?: "button" | "submit";
}

const classOf = ({ kind = "soft", size = "m", wide }: Look, more: unknown): string =>
  `button button-${kind} button-${size}${wide ? " button-wide" : ""}${typeof more === "string" ? ` ${more}` : ""}`;

export function Button({
  kind,
  size,
  icon: Icon,
  wide,
  busy,
  disabled,
  type = "button",
  children,
  class: more,
  ...rest
}: ButtonProps) {
  return (
    <button type={type} class={classOf({ kind, size, wide }, more)} disabled={disabled} aria-busy={busy || undefined} {...rest}>
      {Icon && <Icon size={size === "s" ? 16 : 19} aria-hidden="true" />}
      {children !== undefined && <span class="button-label">{children}</span>}
    </button>
  );
}

/** A link that looks like a button, because it goes somewhere. */
export function ButtonLink({
  href,
  kind,
  size,
  icon: Icon,
  wide,
  children,
  ...rest
}: Look & { readonly href: string; readonly "aria-label"?: string; readonly download?: string }) {
  return (
    <Link href={href} class={classOf({ kind, size, wide }, "")} {...rest}>
      {Icon && <Icon size={size === "s" ? 16 : 19} aria-hidden="true" />}
      {children !== undefined && <span class="button-label">{children}</span>}
    </Link>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes, "icon" | "label" | "disabled"> {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** A small number at the corner; none for 0. */
  readonly count?: number;
}

/** A square button whose name is read out and shown on hover. */
export function IconButton({ icon: Icon, label, pressed, count = 0, class: more, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button${typeof more === "string" ? ` ${more}` : ""}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      {...rest}
    >
      <Icon size={21} aria-hidden="true" />
      {count > 0 && (
        <span class="dot-count numbers" aria-hidden="true">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </button>
  );
}

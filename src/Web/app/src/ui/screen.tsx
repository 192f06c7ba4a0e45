import { ArrowLeft } from "lucide-preact";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { goBack, Link, pathname } from "../router/router";
import { IconButton } from "./button";

export interface ScreenProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** Where *back* leads if the page was opened here; none without it. */
  readonly back?: string;
  readonly hue?: number;
  readonly narrow?: boolean;
  readonly children: ComponentChildren;
}

/** A screen with its title. The focus goes to the title when one comes here, so that a screen reader says where one is. */
export function Screen({ title, lead, actions, back, hue, narrow, children }: ScreenProps) {
  const heading = useFocusedTitle();
  useTitle(title);

  return (
    <div class={`screen${narrow ? " screen-narrow" : ""}`} style={hue === undefined ? undefined : { "--hue": hue }}>
      <header class="screen-top">
        {back && <IconButton icon={ArrowLeft} label={t("action.back")} onClick={() => goBack(back)} class="screen-back" />}
        <div class="screen-title">
          <h1 ref={heading} tabIndex={-1} class="words">
            {title}
          </h1>
          {lead && <p class="soft">{lead}</p>}
        </div>
        {actions && <div class="row screen-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** For the title of a screen: the focus goes there when one comes, unless a sheet has it. */
export function useFocusedTitle(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.querySelector("dialog[open]") === null) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "AudioRooms" : `${title} · AudioRooms`;
  }, [title]);
}

export function Section({
  title,
  aside,
  children,
  id,
}: {
  readonly title: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly id?: string;
}) {
  return (
    <section class="section" aria-label={title} id={id}>
      <div class="section-top">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Links between the parts of a screen. */
export function Tabs({
  label,
  tabs,
}: {
  readonly label: string;
  readonly tabs: readonly { readonly href: string; readonly label: string; readonly current?: boolean }[];
}) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          class="tab"
          aria-current={(tab.current ?? tab.href === pathname.value) ? "page" : undefined}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

/** One of a few parts, kept in the screen itself. */
export function Segments<T extends string>({
  label,
  value,
  choices,
  onChoose,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
}) {
  return (
    <div class="tabs" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          class="tab"
          aria-pressed={choice.value === value}
          onClick={() => onChoose(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

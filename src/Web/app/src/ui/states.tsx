import { CloudOff, RotateCw, TriangleAlert } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import type { Problem } from "../model/refusal";
import { sentenceOf } from "../state/action";
import type { PagedResource, Resource } from "../state/resource";
import { Button } from "./button";
import { Skeleton } from "./skeleton";

export { Empty } from "./empty";
export { Skeleton } from "./skeleton";

export function Failed({
  problem,
  onRetry,
  titles,
}: {
  readonly problem: Problem;
  readonly onRetry?: () => void;
  readonly titles?: { readonly gone?: string };
}) {
  const offline = problem.kind === "offline";
  const title = offline
    ? t("state.offline")
    : problem.kind === "refused"
      ? (titles?.gone ?? t("state.refused"))
      : t("state.failed");
  return (
    <div class="empty" role="alert">
      <span class="empty-icon" aria-hidden="true">
        {offline ? <CloudOff size={28} /> : <TriangleAlert size={28} />}
      </span>
      <h2>{title}</h2>
      <p class="soft">{sentenceOf(problem)}</p>
      {onRetry && (
        <div class="row row-center">
          <Button icon={RotateCw} onClick={onRetry}>
            {t("action.retry")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A resource in each of its states. */
export function Async<T>({
  of,
  skeleton,
  gone,
  children,
}: {
  readonly of: Resource<T>;
  readonly skeleton?: ComponentChildren;
  /** The title when the server says that there is no such thing. */
  readonly gone?: string;
  readonly children: (value: T) => ComponentChildren;
}) {
  const state = of.state.value;
  if (state.kind === "loading") return <>{skeleton ?? <Skeleton />}</>;
  if (state.kind === "failed") return <Failed problem={state.problem} onRetry={() => void of.reload()} titles={{ gone }} />;
  return <>{children(state.value)}</>;
}

/** A list by pages, with its empty state and the button for more. */
export function PagedList<T>({
  of,
  skeleton,
  empty,
  children,
}: {
  readonly of: PagedResource<T>;
  readonly skeleton?: ComponentChildren;
  readonly empty: ComponentChildren;
  readonly children: (items: readonly T[]) => ComponentChildren;
}) {
  return (
    <Async of={of} skeleton={skeleton}>
      {(page) =>
        page.items.length === 0 && page.nextPageToken === "" ? (
          empty
        ) : (
          <>
            {children(page.items)}
            {page.nextPageToken !== "" && (
              <div class="row row-center more">
                <Button busy={of.loadingMore.value} onClick={() => void of.loadMore()}>
                  {t("action.more")}
                </Button>
              </div>
            )}
          </>
        )
      }
    </Async>
  );
}

/** A problem beside the form that it is about. */
export function FormProblem({ problem }: { readonly problem: Problem | null }) {
  return problem ? (
    <p class="notice notice-bad" role="alert">
      <TriangleAlert size={18} aria-hidden="true" /> <span>{sentenceOf(problem)}</span>
    </p>
  ) : null;
}

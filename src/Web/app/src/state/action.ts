import { type ReadonlySignal, signal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { type Key, t, tMaybe } from "../i18n";
import { formatDateTime } from "../i18n/format";
import { type Problem, problemOf } from "../model/refusal";
import { toast } from "./voice-over";

/** One sentence for a person about what went wrong; never the server's English. */
export function sentenceOf(problem: Problem): string {
  if (problem.kind === "offline") return t("problem.offline");
  if (problem.code === "account_suspended" && problem.untilMs !== null)
    return t("problem.suspendedUntil", { when: formatDateTime(problem.untilMs) });
  if (problem.code === "rate_limited" && problem.retryAfterMs)
    return t("problem.slowDown", { count: Math.ceil(problem.retryAfterMs / 1000) });
  const known = tMaybe(`refusal.${problem.code}`);
  if (known !== null) return known;
  return problem.code === "" ? t("problem.failed") : t("problem.refused", { code: problem.code });
}

export interface Action<A extends readonly unknown[]> {
  readonly busy: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<Problem | null>;
  run(...args: A): Promise<boolean>;
  clear(): void;
}

export interface ActionOptions {
  /** Said when it worked. */
  readonly done?: Key;
  /** Shows the problem where the form is, instead of in a toast. */
  readonly quiet?: boolean;
}

/** Something a person does: one at a time, with its wait and its failure shown. Resolves with whether it worked. */
export function useAction<A extends readonly unknown[]>(
  work: (...args: A) => Promise<unknown>,
  options: ActionOptions = {},
): Action<A> {
  const newest = useRef(work);
  newest.current = work;
  return useMemo(() => {
    const busy = signal(false);
    const problem = signal<Problem | null>(null);
    return {
      busy,
      problem,
      clear: () => {
        problem.value = null;
      },
      run: async (...args: A) => {
        if (busy.peek()) return false;
        busy.value = true;
        problem.value = null;
        try {
          await newest.current(...args);
          if (options.done) toast((t as (key: Key) => string)(options.done), "good");
          return true;
        } catch (error) {
          problem.value = problemOf(error);
          if (!options.quiet) toast(sentenceOf(problem.value), "bad");
          return false;
        } finally {
          busy.value = false;
        }
      },
    };
  }, []);
}

/** For commands without a form: runs, and says what went wrong. */
export async function attempt(work: Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work;
    if (done) toast(done, "good");
    return true;
  } catch (error) {
    toast(sentenceOf(problemOf(error)), "bad");
    return false;
  }
}

/** One line of Prometheus' text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;

export function parseMetrics(text: string): readonly Sample[] {
  const samples: Sample[] = [];
  for (const row of text.split("\n")) {
    const match = row.startsWith("#") ? null : line.exec(row);
    if (!match) continue;
    const labels = Object.fromEntries([...(match[2] ?? "").matchAll(label)].map(([, name, value]) => [name ?? "", value ?? ""]));
    samples.push({ name: match[1] ?? "", labels, value: Number(match[3]) });
  }
  return samples;
}

/** The sum over all labels; null when the server does not have this figure. */
export function sumOf(samples: readonly Sample[], name: string): number | null {
  const values = samples.filter((sample) => sample.name === name && Number.isFinite(sample.value));
  return values.length === 0 ? null : values.reduce((sum, sample) => sum + sample.value, 0);
}

/** Growth per second between two readings; null without two of them, or across a restart. */
export function rateOf(before: readonly Sample[], now: readonly Sample[], name: string, elapsedMs: number): number | null {
  const from = sumOf(before, name);
  const to = sumOf(now, name);
  if (from === null || to === null || elapsedMs <= 0 || to < from) return null;
  return ((to - from) * 1000) / elapsedMs;
}

/** Upper bound of the bucket in which the quantile of a histogram lies, in the histogram's unit; null while it is empty. */
export function quantileOf(samples: readonly Sample[], name: string, quantile: number): number | null {
  const buckets = new Map<number, number>();
  for (const sample of samples) {
    if (sample.name !== `${name}_bucket`) continue;
    const bound = sample.labels.le === "+Inf" ? Infinity : Number(sample.labels.le);
    buckets.set(bound, (buckets.get(bound) ?? 0) + sample.value);
  }
  const sorted = [...buckets].sort(([left], [right]) => left - right);
  const total = sorted.at(-1)?.[1] ?? 0;
  if (total === 0) return null;
  return sorted.find(([, count]) => count >= quantile * total)?.[0] ?? null;
}

import { useEffect, useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { formatCompact, formatNumber } from "../i18n/format";
import { quantileOf, rateOf, type Sample, sumOf, parseMetrics } from "../model/metrics";
import { Skeleton } from "../ui/states";
import { Gauge } from "lucide-preact";
import { Empty } from "../ui/states";

interface Reading {
  readonly atMs: number;
  readonly samples: readonly Sample[];
}

const everyMs = 2000;

/** What this server does at the moment, from its own metrics; read every two seconds while one looks. */
export function Figures() {
  const [readings, setReadings] = useState<{
    readonly before: Reading | null;
    readonly now: Reading | null;
    readonly failed: boolean;
  }>({
    before: null,
    now: null,
    failed: false,
  });
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      try {
        const response = await fetch("/metrics", { cache: "no-store" });
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        const reading = { atMs: performance.now(), samples: parseMetrics(await response.text()) };
        if (!gone) setReadings((known) => ({ before: known.now, now: reading, failed: false }));
      } catch {
        if (!gone) setReadings((known) => ({ ...known, failed: true }));
      }
    };
    void read();
    const timer = setInterval(() => void (document.visibilityState === "visible" && read()), everyMs);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, []);

  const { before, now, failed } = readings;
  if (!now)
    return failed ? (
      <Empty icon={Gauge} title={t("figures.none")} text={t("figures.noneText")} />
    ) : (
      <Skeleton kind="cards" rows={6} />
    );
  const rate = (name: string): number | null =>
    before ? rateOf(before.samples, now.samples, name, now.atMs - before.atMs) : null;
  const lateness = quantileOf(now.samples, "audiorooms_fanout_tick_lateness_seconds", 0.99);
  return (
    <>
      {failed && (
        <p class="notice notice-warn" role="status">
          <span>{t("figures.stale")}</span>
        </p>
      )}
      <dl class="figures-grid">
        <Figure label="figures.rooms" value={sumOf(now.samples, "audiorooms_rooms")} />
        <Figure label="figures.connections" value={sumOf(now.samples, "audiorooms_connections")} />
        <Figure label="figures.listeners" value={sumOf(now.samples, "audiorooms_listeners")} />
        <Figure label="figures.uplink" value={rate("audiorooms_uplink_packets_total")} unit="/s" />
        <Figure label="figures.sent" value={rate("audiorooms_packets_sent_total")} unit="/s" />
        <Figure label="figures.bytes" value={scaled(rate("audiorooms_media_sent_bytes_total"), 8 / 1e6)} unit=" Mb/s" />
        <Figure label="figures.concealed" value={rate("audiorooms_packets_concealed_total")} unit="/s" />
        <Figure label="figures.dropped" value={rate("audiorooms_fanout_dropped_total")} unit="/s" />
        <Figure
          label="figures.late"
          value={lateness === null || !Number.isFinite(lateness) ? null : lateness * 1000}
          unit=" ms"
        />
        <Figure label="figures.refused" value={rate("audiorooms_commands_refused_total")} unit="/s" />
        <Figure label="figures.cpu" value={scaled(rate("dotnet_process_cpu_time_seconds_total"), 100)} unit=" %" />
        <Figure
          label="figures.memory"
          value={scaled(sumOf(now.samples, "dotnet_process_memory_working_set_bytes"), 1 / 1048576)}
          unit=" MB"
        />
      </dl>
    </>
  );
}

const scaled = (value: number | null, by: number): number | null => (value === null ? null : value * by);

function Figure({ label, value, unit = "" }: { readonly label: Key; readonly value: number | null; readonly unit?: string }) {
  const text =
    value === null
      ? "–"
      : value >= 10_000
        ? formatCompact(value)
        : formatNumber(Math.round(value * (value < 10 ? 10 : 1)) / (value < 10 ? 10 : 1));
  return (
    <div class="figure-card">
      <dt class="small soft">{(t as (key: Key) => string)(label)}</dt>
      <dd class="numbers">
        {text}
        <span class="soft small">{value === null ? "" : unit}</span>
      </dd>
    </div>
  );
}

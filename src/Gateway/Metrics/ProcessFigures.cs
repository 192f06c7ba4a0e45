using System.Diagnostics;
using System.Globalization;

namespace AudioRooms.Gateway.Metrics;

/// <summary>What the process costs, under the names that every Prometheus client library uses.</summary>
internal static class ProcessFigures
{
    private static readonly string[] Generations =
        [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(static generation => generation.ToString(CultureInfo.InvariantCulture))];

    public static void WriteTo(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        Write(text, "process_cpu_seconds_total", "counter", "User and system time spent.", process.TotalProcessorTime.TotalSeconds);
        Write(text, "process_resident_memory_bytes", "gauge", "Resident memory.", process.WorkingSet64);
        Write(
            text,
            "process_start_time_seconds",
            "gauge",
            "Start of the process since the Unix epoch.",
            new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1e3);
        Write(text, "dotnet_processors", "gauge", "Processors that the process may use.", Environment.ProcessorCount);
        Write(text, "dotnet_threads", "gauge", "Threads of the pool.", ThreadPool.ThreadCount);
        Write(text, "dotnet_thread_pool_queue_length", "gauge", "Work that waits for a thread of the pool.", ThreadPool.PendingWorkItemCount);
        Write(text, "dotnet_thread_pool_work_items_total", "counter", "Work that threads of the pool finished.", ThreadPool.CompletedWorkItemCount);
        Write(text, "dotnet_lock_contentions_total", "counter", "Times that a thread had to wait for a lock.", Monitor.LockContentionCount);
        Write(text, "dotnet_gc_heap_bytes", "gauge", "Bytes of live and dead objects on the managed heap.", GC.GetTotalMemory(forceFullCollection: false));
        Write(text, "dotnet_gc_allocated_bytes_total", "counter", "Bytes allocated on the managed heap.", GC.GetTotalAllocatedBytes());
        text.Metric("dotnet_gc_collections_total", "counter", "Garbage collections, by generation.");
        for (var generation = 0; generation < Generations.Length; generation++)
        {
            // The runtime counts a collection for every younger generation as well.
            var older = generation == GC.MaxGeneration ? 0 : GC.CollectionCount(generation + 1);
            text.Sample(
                "dotnet_gc_collections_total",
                PrometheusText.Label("generation", Generations[generation]),
                Math.Max(0, GC.CollectionCount(generation) - older));
        }
    }

    private static void Write(PrometheusText text, string name, string type, string help, double value)
    {
        text.Metric(name, type, help);
        text.Sample(name, "", value);
    }
}

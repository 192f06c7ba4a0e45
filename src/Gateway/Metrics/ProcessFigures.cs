using System.Diagnostics;

namespace AudioRooms.Gateway.Metrics;

/// <summary>What the process costs, under the names that every Prometheus client library uses.</summary>
internal static class ProcessFigures
{
    public static void WriteTo(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Metric("process_cpu_seconds_total", "counter", "User and system time spent.");
        text.Sample("process_cpu_seconds_total", "", process.TotalProcessorTime.TotalSeconds);
        text.Metric("process_resident_memory_bytes", "gauge", "Resident memory.");
        text.Sample("process_resident_memory_bytes", "", process.WorkingSet64);
        text.Metric("process_start_time_seconds", "gauge", "Start of the process since the Unix epoch.");
        text.Sample(
            "process_start_time_seconds", "", new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1e3);
        text.Metric("dotnet_threads", "gauge", "Threads of the pool.");
        text.Sample("dotnet_threads", "", ThreadPool.ThreadCount);
        text.Metric("dotnet_gc_heap_bytes", "gauge", "Bytes of live and dead objects on the managed heap.");
        text.Sample("dotnet_gc_heap_bytes", "", GC.GetTotalMemory(forceFullCollection: false));
        text.Metric("dotnet_gc_allocated_bytes_total", "counter", "Bytes allocated on the managed heap.");
        text.Sample("dotnet_gc_allocated_bytes_total", "", GC.GetTotalAllocatedBytes());
    }
}

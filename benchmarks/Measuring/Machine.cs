using System.Runtime.InteropServices;

namespace AudioRooms.Benchmarks.Measuring;

/// <summary>Where figures come from, without saying whose machine it is.</summary>
/// <param name="Processor">Model as the processor gives it.</param>
/// <param name="Cores">How many the system sees.</param>
/// <param name="MemoryMiB">All of it.</param>
/// <param name="Kernel">Name and version.</param>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Runtime">Of .NET.</param>
/// <param name="LoadAverage">Of the minute before the measurement: what else ran.</param>
public sealed record Machine(
    string Processor, int Cores, long MemoryMiB, string Kernel, string OperatingSystem, string Runtime, string LoadAverage)
{
    /// <summary>This machine, now.</summary>
    public static Machine Describe() => new(
        ValueOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal)),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}",
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        File.ReadAllText("/proc/loadavg").Split(' ')[0]);

    /// <summary>As one line.</summary>
    public override string ToString() =>
        $"{Cores} × {Processor}, {MemoryMiB} MiB, {OperatingSystem}, {Kernel}, {Runtime}; load average before it {LoadAverage}";

    private static string? ValueOf(string file, string name) => File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}

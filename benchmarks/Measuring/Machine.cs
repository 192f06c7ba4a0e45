using System.Runtime.InteropServices;

namespace AudioRooms.Benchmarks.Measuring;

/// <summary>The machine of the figures, without its owner's name.</summary>
/// <param name="Processor">Model name of the processor.</param>
/// <param name="Cores">Cores that the system sees.</param>
/// <param name="MemoryMiB">All memory in MiB.</param>
/// <param name="Kernel">Name and version of the kernel.</param>
/// <param name="OperatingSystem">Name and version of the system.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="LoadAverage">Load average of the minute before the measurement: it shows what else ran.</param>
public sealed record Machine(
    string Processor, int Cores, long MemoryMiB, string Kernel, string OperatingSystem, string Runtime, string LoadAverage)
{
    /// <summary>Describes this machine now.</summary>
    public static Machine Describe() => new(
        ValueOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal)),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}",
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        File.ReadAllText("/proc/loadavg").Split(' ')[0]);

    /// <summary>The description in one line.</summary>
    public override string ToString() =>
        $"{Cores} × {Processor}, {MemoryMiB} MiB, {OperatingSystem}, {Kernel}, {Runtime}; load average before it {LoadAverage}";

    private static string? ValueOf(string file, string name) => File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}

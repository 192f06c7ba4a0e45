namespace Orleans.TestingHost;

/// <summary>Names for clusters that run side by side in one process.</summary>
internal static class ClusterNames
{
    private static int _count;

    public static string CreateClusterId() => $"testcluster-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
}

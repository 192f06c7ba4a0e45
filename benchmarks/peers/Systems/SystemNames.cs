namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>Names of the measured systems in results, on the command line and in reports.</summary>
internal static class SystemNames
{
    public const string MurmurUdp = "murmur-udp";
    public const string MurmurTcp = "murmur-tcp";

    /// <summary>Each packet goes to each listener in its own write.</summary>
    public const string RawTcp = "raw-tcp";

    /// <summary>Three packets go to each listener in one write, every 60 ms.</summary>
    public const string RawTcpBy3 = "raw-tcp-by-3";

    public const string RawUdp = "raw-udp";

    /// <summary>200 ms go to each listener in one write.</summary>
    public const string Icecast = "icecast";

    /// <summary>
    /// A latency class over gRPC; <see cref="TlsSuffix"/> adds encryption, <see cref="WebSocketSuffix"/> uses WebSockets.
    /// </summary>
    public static IReadOnlyList<string> Classes { get; } = ["interactive", "audience", "economy", "broadcast"];

    public const string TlsSuffix = "-tls";
    public const string WebSocketSuffix = "-ws";

    public static bool IsAudioRooms(string name) => Classes.Any(name.StartsWith);
}

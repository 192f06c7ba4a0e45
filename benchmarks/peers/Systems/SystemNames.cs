namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>What the measured systems are called in results, on the command line and in reports.</summary>
internal static class SystemNames
{
    public const string MurmurUdp = "murmur-udp";
    public const string MurmurTcp = "murmur-tcp";

    /// <summary>Every packet to every listener by itself.</summary>
    public const string RawTcp = "raw-tcp";

    /// <summary>Three packets to every listener at once, every 60 ms.</summary>
    public const string RawTcpBy3 = "raw-tcp-by-3";

    public const string RawUdp = "raw-udp";

    /// <summary>One write of 200 ms to every listener.</summary>
    public const string Icecast = "icecast";

    /// <summary>
    /// A class of listeners over gRPC; <see cref="TlsSuffix"/> adds encryption, <see cref="WebSocketSuffix"/> takes WebSockets.
    /// </summary>
    public static IReadOnlyList<string> Classes { get; } = ["interactive", "audience", "economy", "broadcast"];

    public const string TlsSuffix = "-tls";
    public const string WebSocketSuffix = "-ws";

    public static bool IsAudioRooms(string name) => Classes.Any(name.StartsWith);
}

using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>Options of a <see cref="RoomConnection"/>.</summary>
public sealed class RoomConnectionOptions
{
    /// <summary>How long the server may hold packets back to send several at once. Default audience.</summary>
    public LatencyClass Latency { get; init; } = LatencyClass.Audience;

    /// <summary>What to receive: each voice by itself (the default), or the voices mixed by the server, which needs the least
    /// bandwidth. On stage that is the mix of everybody else.</summary>
    public Sound Sound { get; init; } = Sound.Forwarded;

    /// <summary>True to receive changes of the caller's inbox too, as <see cref="RoomUpdate.InboxChanged"/>. Default
    /// false.</summary>
    public bool WatchInbox { get; init; }

    /// <summary>The role of this device among the person's devices in the room. The main device (the default) speaks, and
    /// replaces an earlier main device. A companion receives sound and news and sends commands beside it, but no audio; the
    /// server keeps the newest three companions.</summary>
    public DeviceRole Role { get; init; } = DeviceRole.Main;

    /// <summary>Token of the link by which the caller enters; empty without a link.</summary>
    public string LinkToken { get; init; } = "";

    /// <summary>Called for every packet in order, on the receiving loop: it must return at once and must not throw. If set,
    /// <see cref="RoomConnection.Packets"/> stays empty. For programs that receive thousands of rooms at once, such as a load
    /// test.</summary>
    public Action<RoomConnection, HeardPacket>? OnPacket { get; init; }

    /// <summary>How many packets <see cref="RoomConnection.Packets"/> holds for a slow reader before it drops the oldest. Default
    /// 1,024: ten speakers for 2 s, which is two bundles of the broadcast class. A reader that is further behind needs the
    /// present instead.</summary>
    public int PacketBacklog { get; init; } = 1_024;

    /// <summary>True to reconnect after a broken connection. Default true.</summary>
    public bool Reconnect { get; init; } = true;

    /// <summary>How long to try to reconnect. Default 5 minutes; <see cref="Timeout.InfiniteTimeSpan"/> never gives up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait before the first attempt to reconnect; the real wait is random below it, so that the listeners of a
    /// restarted server do not all return at once. Doubles with every failure. Default 100 ms, which restores a cut connection
    /// within a second.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between two attempts. Default 5 s.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the server may take to answer a join. Default 5 s.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the first join may take in all, if many join at once and the server says when to come again
    /// (<c>server_busy</c>). Default 30 s; zero fails at the first such answer.</summary>
    public TimeSpan JoinWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the server may take to answer any other command. Default 10 s: what takes somebody off the stage is answered up
    /// to six seconds late while a gateway of the room is lost.
    /// </summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this time without a message from the server, the client sends a ping. Default 3 s. It also sends one after
    /// this time plus the acknowledgement interval without a message to the server, so that the server knows that the device is
    /// there.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>After this time without a message the server counts as gone, although the transport has not noticed (a half-open
    /// connection). Default 10 s; the check runs once a second, so a dead peer is noticed within 11 s.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(10);
}

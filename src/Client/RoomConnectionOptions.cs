using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>How a <see cref="RoomConnection"/> listens, and how stubborn it is.</summary>
public sealed class RoomConnectionOptions
{
    /// <summary>How long the server may hold packets back in order to send several at once.</summary>
    public LatencyClass Latency { get; init; } = LatencyClass.Audience;

    /// <summary>
    /// What to hear: each voice by itself (the default), or everybody mixed by the server into one, which costs the least
    /// bandwidth. On stage that is the mix of everybody else.
    /// </summary>
    public Sound Sound { get; init; } = Sound.Forwarded;

    /// <summary>
    /// Whether to hear beside the room what changes in one's own inbox: <see cref="RoomUpdate.InboxChanged"/>. Default false.
    /// </summary>
    public bool WatchInbox { get; init; }

    /// <summary>
    /// What this device is to its person in the room. The main device (the default) speaks, and takes the place of a former main
    /// device. A companion hears, follows and commands beside it, and sends no audio; the server keeps the newest three.
    /// </summary>
    public DeviceRole Role { get; init; } = DeviceRole.Main;

    /// <summary>The token of a link into the room, if one comes by it.</summary>
    public string LinkToken { get; init; } = "";

    /// <summary>
    /// Called for every packet in order, on the receiving loop: it must return at once and must not throw. If set,
    /// <see cref="RoomConnection.Packets"/> stays empty. For those who hear thousands of rooms at once, such as a load test.
    /// </summary>
    public Action<RoomConnection, HeardPacket>? OnPacket { get; init; }

    /// <summary>
    /// How many packets <see cref="RoomConnection.Packets"/> holds for a slow reader before it drops the oldest. Default 1,024:
    /// ten speakers for 2 s, which is two bundles of the broadcast class; whoever is further behind wants the present.
    /// </summary>
    public int PacketBacklog { get; init; } = 1_024;

    /// <summary>Whether to connect again by itself after a broken connection. Default true.</summary>
    public bool Reconnect { get; init; } = true;

    /// <summary>
    /// Give up after so long without a connection. Default 5 minutes; <see cref="Timeout.InfiniteTimeSpan"/> never does.
    /// </summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Longest wait before the first attempt to reconnect; the real wait is random below it, so that the listeners of a restarted
    /// server do not all come at once. Doubles with every failure. Default 100 ms: a cut is then mended within a second.
    /// </summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between two attempts. Default 5 s.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the server may take to answer a join. Default 5 s.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the first join may take in all where many join at once and the server says when to come again
    /// (<c>server_busy</c>). Default 30 s; zero fails at the first such answer.
    /// </summary>
    public TimeSpan JoinWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the server may take to answer any other command. Default 10 s: what takes somebody off the stage is answered up
    /// to six seconds late while a gateway of the room is lost.
    /// </summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After so long without a word from the server it is asked for one. Default 3 s. After as long without a word to the server,
    /// and the time between two acknowledgements besides, it is told that the device is here.
    /// </summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// After so long without a word the server is taken for gone,
    /// although the transport has not noticed (a half-open connection).
    /// Default 10 s: with the granularity of the check a dead peer is noticed within 11 s.
    /// </summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(10);
}

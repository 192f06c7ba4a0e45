using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Protocol.Bounds;

/// <summary>The bounds of one device's connection to a room: every limit that a device can reach.</summary>
public sealed class SessionOptions
{
    /// <summary>
    /// Time for the first message, which must be Join. A connection without one costs memory and gets no sound.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan JoinWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Joins carried out at a time, for each processor. Others wait up to 2 s, or are told when to try again. A join waits for
    /// grains and the database, so one at a time would leave the processor idle.
    /// </summary>
    [Range(1, 1_000)]
    public int JoinsAtOnce { get; set; } = 16;

    /// <summary>
    /// How long a device may send nothing, not even a Ping, before it counts as gone and its place in the room becomes free.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:15", "00:00:30")]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a resume token stays valid after its connection broke.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan ResumeWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Messages of any kind per second; above it the connection is read more slowly. A speaker sends 70, and a flood of audio
    /// should be dropped packet by packet before it is slowed down.
    /// </summary>
    [Range(100, 100_000)]
    public int MessagesPerSecond { get; set; } = 2_000;

    /// <summary>Commands per second; a person does not reach 10.</summary>
    [Range(1, 1_000)]
    public int CommandsPerSecond { get; set; } = 10;

    /// <summary>Commands at once, for example from a client that reconnects and restores its state.</summary>
    [Range(1, 1_000)]
    public int CommandBurst { get; set; } = 30;

    /// <summary>Audio packets per second: the 50 of real time and a tenth more for clock drift.</summary>
    [Range(50, 1_000)]
    public int PacketsPerSecond { get; set; } = 55;

    /// <summary>
    /// Audio packets at once: half a second that the network, or a pause of client or server, held back. With 10, a pause of 250
    /// ms cost every listener three packets.
    /// </summary>
    [Range(1, 200)]
    public int PacketBurst { get; set; } = 25;

    /// <summary>Audio bytes per second; four times as many as speech at 32 kbit/s needs.</summary>
    [Range(4_000, 1_000_000)]
    public int AudioBytesPerSecond { get; set; } = 16 * 1_024;

    /// <summary>
    /// Packets without the right to speak after which the connection is closed: one second of a client that did not notice.
    /// </summary>
    [Range(1, 10_000)]
    public int ForbiddenPacketsMax { get; set; } = 50;

    /// <summary>Packets that no live room accepts after which the connection is closed.</summary>
    [Range(1, 10_000)]
    public int BadPacketsMax { get; set; } = 20;

    /// <summary>Largest message on the session, in bytes. The largest useful one is an audio packet of 1.3 KB.</summary>
    [Range(2_048, 4 * 1_024 * 1_024)]
    public int MessageBytesMax { get; set; } = 64 * 1_024;
}

namespace AudioRooms.Domain.Rooms;

/// <summary>
/// Bounds of a room. The defaults are those of the products people know: a stage of 13 (a host, two co-hosts, ten speakers), titles up to
/// 120 characters, three topics, and 10,000 in the audience as the size that is tested.
/// </summary>
public sealed record RoomLimits
{
    /// <summary>Most characters of a title.</summary>
    public int TitleLengthMax { get; init; } = 120;

    /// <summary>Most topics of a room.</summary>
    public int TopicCountMax { get; init; } = 3;

    /// <summary>Most characters of a topic.</summary>
    public int TopicLengthMax { get; init; } = 40;

    /// <summary>Most people on stage.</summary>
    public int StageSizeMax { get; init; } = 13;

    /// <summary>Most listeners.</summary>
    public int AudienceSizeMax { get; init; } = 10_000;

    /// <summary>How long a speaker whom no gateway reports stays on stage. Longer than a device needs to reconnect.</summary>
    public TimeSpan SpeakerGrace { get; init; } = TimeSpan.FromSeconds(30);
}

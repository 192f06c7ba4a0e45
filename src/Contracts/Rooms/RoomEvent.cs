using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>
/// Something that happened in a room. The journal keeps every one; what a client gets to see is the wire form. Versions are
/// gapless from 1.
/// </summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomEvent")]
public abstract record RoomEvent
{
    /// <summary>Place in the room's history: 1 for <see cref="RoomCreated"/>, one more for each event.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>When it was decided, by the silo's clock.</summary>
    [Id(1)]
    public DateTimeOffset At { get; init; }
}

/// <summary>The room came to be.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomCreated")]
public sealed record RoomCreated(
    [property: Id(0)] RoomId Room,
    [property: Id(1)] Person Owner,
    [property: Id(2)] string Title,
    [property: Id(3)] ImmutableArray<string> Topics,
    [property: Id(4)] string Language,
    [property: Id(5)] StagePolicy StagePolicy,
    [property: Id(6)] int ActiveSpeakers) : RoomEvent
{
    /// <summary>How the room is run; rooms from before there were settings are open ones.</summary>
    [Id(7)]
    public RoomSettings Settings { get; init; } = RoomSettings.Default;

    /// <summary>The club that it belongs to; null if none.</summary>
    [Id(8)]
    public RoomClub? Club { get; init; }
}

/// <summary>Somebody came on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageTaken")]
public sealed record StageTaken([property: Id(0)] StageMember Member) : RoomEvent;

/// <summary>Somebody left the stage, by their own will or because their device went silent for too long.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageLeft")]
public sealed record StageLeft([property: Id(0)] UserId User, [property: Id(1)] uint Source) : RoomEvent
{
    /// <summary>The host who moved them down; null if they went themselves or went silent.</summary>
    [Id(2)]
    public UserId? By { get; init; }
}

/// <summary>A microphone on stage was switched.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteChanged")]
public sealed record MuteChanged([property: Id(0)] UserId User, [property: Id(1)] bool Muted) : RoomEvent
{
    /// <summary>The host who switched it off; null if the speaker did it themselves.</summary>
    [Id(2)]
    public UserId? By { get; init; }
}

/// <summary>The room closed for everybody; nothing follows.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomEnded")]
public sealed record RoomEnded([property: Id(0)] UserId By) : RoomEvent
{
    /// <summary>Nobody was left to hold it: it closed by itself, and <see cref="By"/> is whoever was host.</summary>
    [Id(1)]
    public bool IsAbandoned { get; init; }

    /// <summary>The service ended it, after a report; <see cref="By"/> is whoever was host.</summary>
    [Id(2)]
    public bool IsByService { get; init; }
}

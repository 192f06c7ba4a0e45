using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>Whether a room can be entered.</summary>
public enum RoomPhase
{
    /// <summary>People may come in.</summary>
    Live = 1,

    /// <summary>Over for everybody, for ever.</summary>
    Ended = 2,
}

/// <summary>Who may take the stage without being asked.</summary>
public enum StagePolicy
{
    /// <summary>Everybody in the room: small informal rooms.</summary>
    Open = 1,

    /// <summary>Only the owner.</summary>
    Owner = 2,
}

/// <summary>What anybody may know about a public room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomCard")]
public sealed record RoomCard(
    [property: Id(0)] RoomId Room,
    [property: Id(1)] string Title,
    [property: Id(2)] ImmutableArray<string> Topics,
    [property: Id(3)] string Language,
    [property: Id(4)] Person Owner,
    [property: Id(5)] RoomPhase Phase,
    [property: Id(6)] int SpeakerCount,
    [property: Id(7)] int ListenerCount,
    [property: Id(8)] DateTimeOffset CreatedAt,
    [property: Id(9)] DateTimeOffset? EndedAt,
    [property: Id(10)] StagePolicy StagePolicy,
    [property: Id(11)] int ActiveSpeakers);

/// <summary>A room as a participant sees it; events follow from <paramref name="Version"/>.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomView")]
public sealed record RoomView(
    [property: Id(0)] RoomCard Card,
    [property: Id(1)] long Version,
    [property: Id(2)] StageView Stage);

using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Contracts.Media;

/// <summary>The live streams of a room: <see cref="StagePacket"/> for its sound, and notes of reactions, arrivals and
/// loss.</summary>
public static class StageStreams
{
    /// <summary>Name of the live stream provider.</summary>
    public const string ProviderName = "live";

    private const string Namespace = "stage";
    private const string ReactionsNamespace = "reactions";
    private const string ArrivalsNamespace = "arrivals";
    private const string LossNamespace = "loss";

    /// <summary>The stream of <see cref="StagePacket"/> of a room.</summary>
    public static StreamId For(RoomId room) => StreamId.Create(Namespace, room.Value);

    /// <summary>The stream of <see cref="ArrivalNote"/> of a room.</summary>
    public static StreamId ArrivalsFor(RoomId room) => StreamId.Create(ArrivalsNamespace, room.Value);

    /// <summary>The stream of <see cref="LossNote"/> of a room.</summary>
    public static StreamId LossFor(RoomId room) => StreamId.Create(LossNamespace, room.Value);

    /// <summary>The stream of <see cref="ReactionTally"/> of a room.</summary>
    public static StreamId ReactionsFor(RoomId room) => StreamId.Create(ReactionsNamespace, room.Value);
}

namespace AudioRooms.Contracts.Rooms;

/// <summary>A change that a room tells its listener grains: the event, and the stage after it.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomChange")]
public sealed record RoomChange(
    [property: Id(0)] RoomEvent Event,
    [property: Id(1)] StageView Stage)
{
    /// <summary>The room after this change and the others that were told with it; null if only the stage is told.</summary>
    [Id(2)]
    public RoomView? View { get; init; }
}

namespace AudioRooms.Contracts.Rooms;

/// <summary>What a room tells its listening posts: the event, and who may be heard from now on.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomChange")]
public sealed record RoomChange(
    [property: Id(0)] RoomEvent Event,
    [property: Id(1)] StageView Stage);

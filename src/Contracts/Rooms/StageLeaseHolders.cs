namespace AudioRooms.Contracts.Rooms;

/// <summary>Names of those who hold a room's stage lease, beside the gateways, which have their ids.</summary>
public static class StageLeaseHolders
{
    /// <summary>The room's mix. No gateway has this id.</summary>
    public const string Mix = "mix";
}

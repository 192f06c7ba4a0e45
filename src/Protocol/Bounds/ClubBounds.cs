namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of a club that no operator changes, because stored names keep to them.</summary>
public static class ClubBounds
{
    /// <summary>Longest name, in characters as people count them; the shortest has one.</summary>
    public const int NameLengthMax = 40;
}

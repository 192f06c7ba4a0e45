namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of a club that operators cannot change, because stored names satisfy them.</summary>
public static class ClubBounds
{
    /// <summary>Longest name in user-perceived characters; the shortest has one.</summary>
    public const int NameLengthMax = 40;
}

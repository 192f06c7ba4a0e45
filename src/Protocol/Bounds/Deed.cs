namespace AudioRooms.Protocol.Bounds;

/// <summary>A way of taking part that earns invitations.</summary>
public enum Deed
{
    /// <summary>Owning a room in which others came on stage.</summary>
    Hosted = 1,

    /// <summary>Speaking in somebody else's room.</summary>
    Spoke = 2,
}

namespace AudioRooms.Protocol.Bounds;

/// <summary>A way of taking part that earns invitations.</summary>
public enum Deed
{
    /// <summary>The person owned a room in which others came on stage.</summary>
    Hosted = 1,

    /// <summary>The person spoke in another person's room.</summary>
    Spoke = 2,
}

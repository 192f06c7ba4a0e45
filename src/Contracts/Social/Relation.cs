namespace AudioRooms.Contracts.Social;

/// <summary>The relation of one user to another. Has both directions, because most rules need both.</summary>
[Flags, GenerateSerializer, Alias("AudioRooms.Relation")]
public enum Relation
{
    /// <summary>No relation.</summary>
    None = 0,

    /// <summary>The first follows the second.</summary>
    Follows = 1,

    /// <summary>The second follows the first.</summary>
    FollowedBy = 2,

    /// <summary>The first has blocked the second.</summary>
    Blocks = 4,

    /// <summary>The second has blocked the first.</summary>
    BlockedBy = 8,

    /// <summary>The first wants no notifications about the second.</summary>
    Mutes = 16,

    /// <summary>The first follows the second and wants to be notified of everything. Without this flag and
    /// <see cref="HearsNever"/> a follower is notified at most once a day.</summary>
    HearsAlways = 32,

    /// <summary>The first follows the second and wants no notifications.</summary>
    HearsNever = 64,
}

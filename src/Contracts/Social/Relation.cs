namespace AudioRooms.Contracts.Social;

/// <summary>How one user stands to another. Both directions, because most rules ask for both.</summary>
[Flags, GenerateSerializer, Alias("AudioRooms.Relation")]
public enum Relation
{
    /// <summary>Strangers.</summary>
    None = 0,

    /// <summary>The first follows the second.</summary>
    Follows = 1,

    /// <summary>The second follows the first.</summary>
    FollowedBy = 2,

    /// <summary>The first has blocked the second.</summary>
    Blocks = 4,

    /// <summary>The second has blocked the first.</summary>
    BlockedBy = 8,

    /// <summary>The first does not want to hear of the second.</summary>
    Mutes = 16,

    /// <summary>
    /// The first, who follows the second, wants to hear of all they do; without this and the next one, sometimes.
    /// </summary>
    HearsAlways = 32,

    /// <summary>The first follows the second and wants to hear of nothing they do.</summary>
    HearsNever = 64,
}

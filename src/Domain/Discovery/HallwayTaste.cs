using System.Collections.Frozen;
using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Domain.Discovery;

/// <summary>What decides whether somebody is shown a live room, and why. The hallway's query says the same in SQL.</summary>
/// <param name="Followed">Ids of people whom they follow and have not muted.</param>
/// <param name="Apart">Ids of people from whom a block parts them, whoever made it.</param>
/// <param name="Clubs">Ids of clubs that they follow or are a member of.</param>
/// <param name="Topics">Their interests, and the topics below those.</param>
public sealed record HallwayTaste(
    FrozenSet<string> Followed, FrozenSet<string> Apart, FrozenSet<string> Clubs, FrozenSet<string> Topics)
{
    /// <summary>The strongest reason to show the room; null if it is out of their sight.</summary>
    public HallwayReason? ReasonFor(ListedRoom room)
    {
        if (Apart.Contains(room.OwnerId) || room.OnStage.Any(Apart.Contains))
        {
            return null;
        }

        return Followed.Contains(room.OwnerId) || room.OnStage.Any(Followed.Contains) ? HallwayReason.Followed
            : Clubs.Contains(room.ClubId) ? HallwayReason.Club
            : room.Topics.Any(Topics.Contains) ? HallwayReason.Interest
            : HallwayReason.Other;
    }
}

/// <summary>A live room that strangers may know of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">The newer the room, the higher.</param>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="OnStage">Ids of who is on stage.</param>
/// <param name="ClubId">Whose club's it is, or empty.</param>
/// <param name="Topics">Ids of the topic tree.</param>
/// <param name="Language">BCP 47, lower case, or empty.</param>
public sealed record ListedRoom(
    string Id, long Number, string OwnerId, ImmutableArray<string> OnStage, string ClubId, ImmutableArray<string> Topics, string Language)
{
    /// <summary>True if the language is the room's, or the room's is a regional form of it; an empty one is every room's.</summary>
    /// <param name="language">BCP 47, lower case, or empty.</param>
    public bool IsIn(string language) =>
        language.Length == 0
        || Language.Equals(language, StringComparison.Ordinal)
        || (Language.StartsWith(language, StringComparison.Ordinal) && Language[language.Length] == '-');
}

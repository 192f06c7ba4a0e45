using System.Collections.Frozen;
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

    /// <summary>Ids of the people whom they follow and who host the room or are on its stage; each may come twice.</summary>
    public IEnumerable<string> KnownIn(ListedRoom room) => room.OnStage.Append(room.OwnerId).Where(Followed.Contains);
}

using System.Collections.Frozen;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Domain.Discovery;

/// <summary>What decides whether a viewer is shown a live room, and for which reason. The SQL of the hallway expresses the same
/// rules.</summary>
/// <param name="Followed">Ids of people that the viewer follows and has not muted.</param>
/// <param name="Apart">Ids of people behind a block in either direction.</param>
/// <param name="Clubs">Ids of clubs that the viewer follows or is a member of.</param>
/// <param name="Topics">The viewer's interests, and the topics below them.</param>
public sealed record HallwayTaste(
    FrozenSet<string> Followed, FrozenSet<string> Apart, FrozenSet<string> Clubs, FrozenSet<string> Topics)
{
    /// <summary>The strongest reason to show the room; null if a block hides it.</summary>
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

    /// <summary>Ids of followed people who host the room or are on its stage; an id may come twice.</summary>
    public IEnumerable<string> KnownIn(ListedRoom room) => room.OnStage.Append(room.OwnerId).Where(Followed.Contains);
}

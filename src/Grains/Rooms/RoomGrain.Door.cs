using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Grains.Rooms;

// Who may know of the room and enter it. These calls run beside commands, because they wait for people and clubs and store
// nothing.
internal sealed partial class RoomGrain
{
    public async Task<RoomReply<RoomView>> GetVisibleAsync(UserId? viewer)
    {
        if (room is null || (viewer is null && !room.IsVisibleToAnybody))
        {
            return RoomRejection.NotFound;
        }

        return viewer is not { } user || room.IsVisibleTo(user, await VisitorAsync(user, linkKey: null))
            ? View(room)
            : RoomRejection.NotFound;
    }

    public async Task<RoomReply<RoomView>> JoinAsync(UserId user, string? linkKey = null)
    {
        if (room is null)
        {
            return RoomRejection.NotFound;
        }

        var visitor = await VisitorAsync(user, linkKey);
        return room.Admit(user, visitor, presence.ListenerCount, limits) is { } rejection ? rejection : View(room);
    }

    public async Task<RoomReply<RoomView>> UseLinkAsync(UserId user, string linkKey)
    {
        if (room is null)
        {
            return RoomRejection.NotFound;
        }

        // A person is invited only if the link lets that person in: a link does not get past a block, or into a club of other
        // people.
        var visitor = await VisitorAsync(user, linkKey);
        return !room.IsVisibleTo(user, visitor) ? RoomRejection.NotFound
            : await CommitAsync(room.UseLink(user, linkKey, limits, time.GetUtcNow()));
    }

    public async Task<RoomReply<RosterAccess>> OpenRosterAsync(UserId viewer)
    {
        var seen = await GetVisibleAsync(viewer);
        return !seen.IsAccepted ? seen.Rejection.Value
            : room!.CheckRoster(viewer) is { } rejection ? rejection
            : new RosterAccess(gateways.Gateways, presence.ListenerCount);
    }

    public async Task<RoomReply<RoomView>> RemoveFormerMemberAsync(UserId user) => room is null
        ? RoomRejection.NotFound
        : Settling(await CommitAsync(room.RemoveFormerMember(user, limits, time.GetUtcNow())));

    private async Task<Visitor> VisitorAsync(UserId user, string? linkKey)
    {
        if (room!.IsHost(user))
        {
            return default;
        }

        Acquaintance acquaintance;
        long epoch;
        do
        {
            // A person who came on stage during the call may have blocked the visitor, so the question is repeated.
            epoch = room.Stage.Epoch;
            acquaintance = await relations.AcquaintanceAsync(room.DoorKeepers, user);
        }
        while (room.Stage.Epoch != epoch);

        return new Visitor
        {
            IsFollowed = acquaintance.IsFollowed,
            IsBlocked = acquaintance.IsBlocked,
            IsOutsideClub = room.Club is { } club && !IsWelcome(await relations.StandingInAsync(club.Id, user), club.MembersOnly),
            HasLink = room.FindLink(linkKey, time.GetUtcNow()) is not null,
        };
    }

    private static bool IsWelcome(ClubStanding? standing, bool membersOnly) => standing?.Role switch
    {
        ClubRole.Member or ClubRole.Leader or ClubRole.Owner => true,
        ClubRole.Banned or null => false,
        _ => !membersOnly && !standing.IsPrivate,
    };
}

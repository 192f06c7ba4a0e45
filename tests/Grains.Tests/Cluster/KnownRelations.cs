using System.Collections.Concurrent;
using System.Collections.Immutable;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Rooms;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>Follows, blocks and club roles, as a test sets them.</summary>
internal sealed class KnownRelations : IStageRelations
{
    public ConcurrentDictionary<UserId, bool> Followed { get; } = [];

    /// <summary>Blocks: <c>By</c> has blocked <c>User</c>.</summary>
    public ConcurrentDictionary<(UserId By, UserId User), bool> Blocked { get; } = [];

    /// <summary>Roles in the only club.</summary>
    public ConcurrentDictionary<UserId, ClubRole> Seats { get; } = [];

    public bool IsClubPrivate { get; set; }

    public void Reset()
    {
        Followed.Clear();
        Blocked.Clear();
        Seats.Clear();
        IsClubPrivate = false;
    }

    public Task<Acquaintance> AcquaintanceAsync(ImmutableArray<UserId> people, UserId user) => Task.FromResult(
        new Acquaintance(Followed.ContainsKey(user), people.Any(other => Blocked.ContainsKey((other, user)))));

    public Task<ClubStanding?> StandingInAsync(string club, UserId user)
    {
        var role = Seats.GetValueOrDefault(user);
        return Task.FromResult<ClubStanding?>(
            new ClubStanding("Makers", IsClubPrivate, role, role is ClubRole.Leader or ClubRole.Owner, IsClosed: false));
    }
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Clubs;
using AudioRooms.Grains.Rooms;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Clubs;

/// <summary>The shell around <see cref="Club"/>: decide, save, swap. All seats are in memory; pages are read from the
/// table.</summary>
internal sealed partial class ClubGrain(
    ClubStore store,
    ClubGuests guests,
    ClubRooms rooms,
    IOptions<ClubLimits> options,
    [ProductClock] TimeProvider time,
    ILogger<ClubGrain> logger) : Grain, IClubGrain
{
    private readonly ClubLimits limits = options.Value;
    private Club? club;

    private string Id => this.GetPrimaryKeyString();

    private DateTimeOffset Now => time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => club = await store.LoadAsync(Id);

    public async Task<ClubReply<ClubView>> FoundAsync(FoundClub command)
    {
        if (club is not null)
        {
            return ClubRejection.AlreadyExists;
        }

        var decision = Club.Found(Id, command, limits, Now);
        if (!decision.IsAccepted)
        {
            return decision.Rejection.Value;
        }

        if (await SaveAsync(decision.Next, () => store.InsertAsync(decision.Next, limits.OwnedCountMax)) is { } rejection)
        {
            return rejection;
        }

        club = decision.Next;
        return club.Describe(command.Owner.Id);
    }

    public Task<ClubStanding?> StandingOfAsync(UserId user) => Task.FromResult(club is null
        ? null
        : new ClubStanding(club.Name, club.IsPrivate, club.RoleOf(user), club.MayOpenRooms(user), club.ClosedAt is not null));

    public Task<ClubReply<ClubView>> GetAsync(UserId viewer) =>
        Task.FromResult(club?.ViewFor(viewer) ?? ClubRejection.NotFound);

    public async Task<ClubReply<ClubEntryPage>> ListAsync(UserId viewer, ClubListing listing, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        if (club is null)
        {
            return ClubRejection.NotFound;
        }

        if (club.CheckListing(viewer, listing) is { } rejection)
        {
            return rejection;
        }

        // One row more than asked for shows whether there is another page.
        var rows = await store.ListSeatsAsync(Id, listing, PageToken.Read(pageToken, PageToken.Oldest), pageSize + 1);
        return new ClubEntryPage(
            [.. rows.Take(pageSize).Select(row => row.ToEntry())],
            rows.Count > pageSize ? new PageToken(rows[pageSize - 1].SinceMs, rows[pageSize - 1].UserId).ToString() : null);
    }

    public Task<ClubReply<ClubView>> EditAsync(UserId actor, ClubSettings settings) =>
        DecideAsync(actor, club => club.Edit(actor, settings, limits));

    public Task<ClubReply<ClubView>> FollowAsync(Person person) =>
        DecideAsync(person.Id, club => club.Follow(person, limits, Now));

    public Task<ClubReply<ClubView>> JoinAsync(Person person, int acceptedRules) =>
        DecideAsync(person.Id, club => club.Join(person, acceptedRules, limits, Now));

    public Task<ClubReply<ClubView>> ApplyAsync(Person person, string answer, int acceptedRules) =>
        DecideAsync(person.Id, club => club.Apply(person, answer, acceptedRules, limits, Now));

    public Task<ClubReply<ClubView>> LeaveAsync(UserId user) => DecideAsync(user, club => club.Leave(user));

    public Task<ClubReply<ClubView>> ApproveAsync(UserId actor, UserId applicant) =>
        DecideAsync(actor, club => club.Approve(actor, applicant, limits, Now));

    public Task<ClubReply<ClubView>> RejectAsync(UserId actor, UserId applicant) =>
        DecideAsync(actor, club => club.Reject(actor, applicant, Now));

    public async Task<ClubReply<ClubView>> InviteAsync(UserId actor, UserId user)
    {
        // Checked last, so that a caller who may not invite learns nothing about the person.
        if (club?.Invite(actor, user, limits, Now) is { Touched: [_, ..] }
            && !await guests.CanBeAskedAsync(user, actor, club.Owner))
        {
            return ClubRejection.PersonNotFound;
        }

        return await DecideAsync(actor, club => club.Invite(actor, user, limits, Now));
    }

    public Task<ClubReply<ClubView>> AppointAsync(UserId actor, UserId member, ClubRole role) =>
        DecideAsync(actor, club => club.Appoint(actor, member, role, Now));

    public Task<ClubReply<ClubView>> RemoveAsync(UserId actor, UserId user) =>
        RemoveFromRoomsAsync(user, DecideAsync(actor, club => club.Remove(actor, user)));

    public Task<ClubReply<ClubView>> BanAsync(UserId actor, UserId user) =>
        RemoveFromRoomsAsync(user, DecideAsync(actor, club => club.Ban(actor, user, Now)));

    public Task<ClubReply<ClubView>> PardonAsync(UserId actor, UserId user) =>
        DecideAsync(actor, club => club.Pardon(actor, user));

    public Task<ClubReply<ClubView>> HandOverAsync(UserId actor, UserId heir) =>
        DecideAsync(actor, club => club.HandOver(actor, heir, Now));

    public Task<ClubReply<ClubView>> CloseAsync(UserId actor) => DecideAsync(actor, club => club.Close(actor, Now));

    public async Task ForgetAsync(UserId user)
    {
        if (club is not null)
        {
            await RemoveFromRoomsAsync(user, DecideAsync(user, club => club.Forget(user, Now), isHandOverBounded: false));
        }
    }

    // A person who leaves the club must leave its rooms too.
    private async Task<ClubReply<ClubView>> RemoveFromRoomsAsync(UserId user, Task<ClubReply<ClubView>> decided)
    {
        var reply = await decided;
        if (reply.IsAccepted)
        {
            await rooms.RemoveFormerMemberAsync(Id, user);
        }

        return reply;
    }

    private async Task<ClubReply<ClubView>> DecideAsync(
        UserId viewer, Func<Club, ClubDecision> decide, bool isHandOverBounded = true)
    {
        if (club is null)
        {
            return ClubRejection.NotFound;
        }

        var decision = decide(club);
        if (!decision.IsAccepted)
        {
            return decision.Rejection.Value;
        }

        if (decision.Next.Version != club.Version)
        {
            int? ownedCountMax = isHandOverBounded && decision.Next.Owner != club.Owner ? limits.OwnedCountMax : null;
            var news = ClubAnnouncements.Of(club, decision.Next, decision.Touched, viewer, Now).ToList();
            if (await SaveAsync(
                decision.Next, () => store.UpdateAsync(decision.Next, decision.Touched, news, ownedCountMax)) is { } rejection)
            {
                return rejection;
            }

            club = decision.Next;
        }

        return club.Describe(viewer);
    }

    private async Task<ClubRejection?> SaveAsync(Club next, Func<Task<ClubRejection?>> save)
    {
        try
        {
            return await save();
        }
        catch (Exception exception)
        {
            // The change may be stored or not. The next activation reads the tables again.
            LogSaveFailed(exception, Id, next.Version);
            DeactivateOnIdle();
            throw;
        }
    }
}

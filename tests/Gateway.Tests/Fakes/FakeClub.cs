using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A club that gives every call the same reply and remembers the calls.</summary>
internal sealed class FakeClub : IClubGrain
{
    public ClubReply<ClubView> Answer { get; set; } = ClubRejection.NotFound;

    public ClubReply<ClubEntryPage> Page { get; set; } = ClubRejection.NotFound;

    public List<string> Calls { get; } = [];

    public Task<ClubStanding?> StandingOfAsync(UserId user) => Task.FromResult<ClubStanding?>(null);

    public Task<ClubReply<ClubView>> FoundAsync(FoundClub command) =>
        Say($"found {command.Owner.Handle} {command.Kind} {command.Name} {command.Settings.RoomOpeners}");

    public Task<ClubReply<ClubView>> GetAsync(UserId viewer) => Say("get");

    public Task<ClubReply<ClubEntryPage>> ListAsync(UserId viewer, ClubListing listing, int pageSize, string? pageToken)
    {
        Calls.Add($"list {listing} {pageSize} {pageToken}");
        return Task.FromResult(Page);
    }

    public Task<ClubReply<ClubView>> EditAsync(UserId actor, ClubSettings settings) => Say($"edit {settings.Description}");

    public Task<ClubReply<ClubView>> FollowAsync(Person person) => Say($"follow {person.Handle}");

    public Task<ClubReply<ClubView>> JoinAsync(Person person, int acceptedRules) => Say($"join {person.Handle} {acceptedRules}");

    public Task<ClubReply<ClubView>> ApplyAsync(Person person, string answer, int acceptedRules) =>
        Say($"apply {person.Handle} {answer} {acceptedRules}");

    public Task<ClubReply<ClubView>> LeaveAsync(UserId user) => Say("leave");

    public Task<ClubReply<ClubView>> ApproveAsync(UserId actor, UserId applicant) => Say($"approve {applicant}");

    public Task<ClubReply<ClubView>> RejectAsync(UserId actor, UserId applicant) => Say($"reject {applicant}");

    public Task ForgetAsync(UserId user) => Say($"forget {user}");

    public Task<ClubReply<ClubView>> InviteAsync(UserId actor, UserId user) => Say($"invite {user}");

    public Task<ClubReply<ClubView>> AppointAsync(UserId actor, UserId member, ClubRole role) => Say($"appoint {member} {role}");

    public Task<ClubReply<ClubView>> RemoveAsync(UserId actor, UserId user) => Say($"remove {user}");

    public Task<ClubReply<ClubView>> BanAsync(UserId actor, UserId user) => Say($"ban {user}");

    public Task<ClubReply<ClubView>> PardonAsync(UserId actor, UserId user) => Say($"pardon {user}");

    public Task<ClubReply<ClubView>> HandOverAsync(UserId actor, UserId heir) => Say($"hand over {heir}");

    public Task<ClubReply<ClubView>> CloseAsync(UserId actor) => Say("close");

    private Task<ClubReply<ClubView>> Say(string call)
    {
        Calls.Add(call);
        return Task.FromResult(Answer);
    }
}

/// <summary>A directory with one page that remembers the calls.</summary>
internal sealed class FakeClubDirectory : IClubDirectoryGrain
{
    public ClubPage Page { get; set; } = new([], null);

    public List<string> Calls { get; } = [];

    public Task<ClubPage> ListAsync(ClubScope scope, UserId viewer, int pageSize, string? pageToken)
    {
        Calls.Add($"{scope} {pageSize} {pageToken}");
        return Task.FromResult(Page);
    }
}

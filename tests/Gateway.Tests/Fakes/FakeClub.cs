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
        Record($"found {command.Owner.Handle} {command.Kind} {command.Name} {command.Settings.RoomOpeners}");

    public Task<ClubReply<ClubView>> GetAsync(UserId viewer) => Record("get");

    public Task<ClubReply<ClubEntryPage>> ListAsync(UserId viewer, ClubListing listing, int pageSize, string? pageToken)
    {
        Calls.Add($"list {listing} {pageSize} {pageToken}");
        return Task.FromResult(Page);
    }

    public Task<ClubReply<ClubView>> EditAsync(UserId actor, ClubSettings settings) => Record($"edit {settings.Description}");

    public Task<ClubReply<ClubView>> FollowAsync(Person person) => Record($"follow {person.Handle}");

    public Task<ClubReply<ClubView>> JoinAsync(Person person, int acceptedRules) =>
        Record($"join {person.Handle} {acceptedRules}");

    public Task<ClubReply<ClubView>> ApplyAsync(Person person, string answer, int acceptedRules) =>
        Record($"apply {person.Handle} {answer} {acceptedRules}");

    public Task<ClubReply<ClubView>> LeaveAsync(UserId user) => Record("leave");

    public Task<ClubReply<ClubView>> ApproveAsync(UserId actor, UserId applicant) => Record($"approve {applicant}");

    public Task<ClubReply<ClubView>> RejectAsync(UserId actor, UserId applicant) => Record($"reject {applicant}");

    public Task ForgetAsync(UserId user) => Record($"forget {user}");

    public Task<ClubReply<ClubView>> InviteAsync(UserId actor, UserId user) => Record($"invite {user}");

    public Task<ClubReply<ClubView>> AppointAsync(UserId actor, UserId member, ClubRole role) =>
        Record($"appoint {member} {role}");

    public Task<ClubReply<ClubView>> RemoveAsync(UserId actor, UserId user) => Record($"remove {user}");

    public Task<ClubReply<ClubView>> BanAsync(UserId actor, UserId user) => Record($"ban {user}");

    public Task<ClubReply<ClubView>> PardonAsync(UserId actor, UserId user) => Record($"pardon {user}");

    public Task<ClubReply<ClubView>> HandOverAsync(UserId actor, UserId heir) => Record($"hand over {heir}");

    public Task<ClubReply<ClubView>> CloseAsync(UserId actor) => Record("close");

    private Task<ClubReply<ClubView>> Record(string call)
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

using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Clubs. Every command returns the club after it, as the caller may see it. Thread-safe.</summary>
public sealed class ClubsApi
{
    private readonly ServerCalls calls;
    private readonly Clubs.ClubsClient stub;

    internal ClubsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Clubs.ClubsClient(channel);
    }

    /// <summary>Founds a club. The caller becomes the owner.</summary>
    public Task<Club> FoundAsync(FoundClubRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.FoundClubAsync, request, cancellation);

    /// <summary>The club with this id.</summary>
    public Task<Club> GetAsync(string clubId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetClubAsync, new GetClubRequest { ClubId = clubId }, cancellation);

    /// <summary>Clubs, newest first.</summary>
    public IAsyncEnumerable<Club> ListAsync(ClubScope scope = ClubScope.Public, CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) =>
                calls.AsPersonAsync(stub.ListClubsAsync, new ListClubsRequest { Scope = scope, PageToken = token }, stop),
            page => page.Clubs,
            page => page.NextPageToken,
            cancellation);

    /// <summary>The people of a club, in the order in which they got their role, applied or were invited.</summary>
    public IAsyncEnumerable<ClubEntry> PeopleAsync(
        string clubId, ClubListing listing = ClubListing.Members, CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsPersonAsync(
                stub.ListClubPeopleAsync,
                new ListClubPeopleRequest { ClubId = clubId, Listing = listing, PageToken = token },
                stop),
            page => page.Entries,
            page => page.NextPageToken,
            cancellation);

    /// <summary>Replaces the settings. For the owner.</summary>
    public Task<Club> EditAsync(string clubId, ClubSettings settings, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.EditClubAsync, new EditClubRequest { ClubId = clubId, Settings = settings }, cancellation);

    /// <summary>Follows a club without becoming a member.</summary>
    public Task<Club> FollowAsync(string clubId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.FollowClubAsync, new FollowClubRequest { ClubId = clubId }, cancellation);

    /// <summary>Joins a show, or any club that invited the caller.</summary>
    /// <param name="acceptedRulesEdition"><see cref="Club.RulesEdition"/>, if the club has rules.</param>
    public Task<Club> JoinAsync(string clubId, uint acceptedRulesEdition = 0, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.JoinClubAsync,
            new JoinClubRequest { ClubId = clubId, AcceptedRulesEdition = acceptedRulesEdition },
            cancellation);

    /// <summary>Applies for membership of a community.</summary>
    /// <param name="answer">Answer to the club's question; empty if it asks none.</param>
    /// <param name="acceptedRulesEdition"><see cref="Club.RulesEdition"/>, if the club has rules.</param>
    public Task<Club> ApplyAsync(
        string clubId, string answer, uint acceptedRulesEdition = 0, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.ApplyToClubAsync,
            new ApplyToClubRequest { ClubId = clubId, Answer = answer, AcceptedRulesEdition = acceptedRulesEdition },
            cancellation);

    /// <summary>Ends the caller's membership, following, application and invitation.</summary>
    public Task<Club> LeaveAsync(string clubId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.LeaveClubAsync, new LeaveClubRequest { ClubId = clubId }, cancellation);

    /// <summary>Makes an applicant a member. For the owner and leaders.</summary>
    public Task<Club> ApproveAsync(string clubId, string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.ApproveApplicationAsync, new ApproveApplicationRequest { ClubId = clubId, UserId = userId }, cancellation);

    /// <summary>Declines an application. For the owner and leaders.</summary>
    public Task<Club> RejectAsync(string clubId, string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.RejectApplicationAsync, new RejectApplicationRequest { ClubId = clubId, UserId = userId }, cancellation);

    /// <summary>Invites a person. For the owner and leaders.</summary>
    public Task<Club> InviteAsync(string clubId, string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.InviteToClubAsync, new InviteToClubRequest { ClubId = clubId, UserId = userId }, cancellation);

    /// <summary>Makes a member a leader, or a leader a member. For the owner.</summary>
    public Task<Club> AppointAsync(string clubId, string userId, ClubRole role, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.AppointInClubAsync, new AppointInClubRequest { ClubId = clubId, UserId = userId, Role = role }, cancellation);

    /// <summary>Removes a person, who may join again. For the owner.</summary>
    public Task<Club> RemoveAsync(string clubId, string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.RemoveFromClubAsync, new RemoveFromClubRequest { ClubId = clubId, UserId = userId }, cancellation);

    /// <summary>Bans a person, who may not join again until pardoned. For the owner.</summary>
    public Task<Club> BanAsync(string clubId, string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.BanFromClubAsync, new BanFromClubRequest { ClubId = clubId, UserId = userId }, cancellation);

    /// <summary>Lifts a ban. For the owner.</summary>
    public Task<Club> PardonAsync(string clubId, string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.PardonInClubAsync, new PardonInClubRequest { ClubId = clubId, UserId = userId }, cancellation);

    /// <summary>Hands the club over to a member. For the owner.</summary>
    public Task<Club> HandOverAsync(string clubId, string heirUserId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.HandOverClubAsync, new HandOverClubRequest { ClubId = clubId, HeirUserId = heirUserId }, cancellation);

    /// <summary>Closes the club for ever. For the owner.</summary>
    public Task<Club> CloseAsync(string clubId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.CloseClubAsync, new CloseClubRequest { ClubId = clubId }, cancellation);
}

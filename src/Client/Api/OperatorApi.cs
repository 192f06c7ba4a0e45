using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>What whoever runs the server may do with its operator key. Thread-safe.</summary>
public sealed class OperatorApi
{
    private readonly ServerCalls calls;
    private readonly string key;
    private readonly Accounts.AccountsClient accounts;
    private readonly Invitations.InvitationsClient invitations;
    private readonly Profiles.ProfilesClient profiles;
    private readonly Discovery.DiscoveryClient discovery;
    private readonly Admin.AdminClient admin;

    internal OperatorApi(ServerCalls calls, GrpcChannel channel, string key)
    {
        this.calls = calls;
        this.key = key;
        accounts = new Accounts.AccountsClient(channel);
        invitations = new Invitations.InvitationsClient(channel);
        profiles = new Profiles.ProfilesClient(channel);
        discovery = new Discovery.DiscoveryClient(channel);
        admin = new Admin.AdminClient(channel);
        Moderation = new ModerationApi(calls, channel, key);
        Webhooks = new WebhooksApi(calls, channel, key);
    }

    /// <summary>The work on reports.</summary>
    public ModerationApi Moderation { get; }

    /// <summary>Where the server listener grains what happens.</summary>
    public WebhooksApi Webhooks { get; }

    /// <summary>A short-lived token for a synthetic user, who is made if need be.</summary>
    /// <param name="handle">2 to 30 of a-z, 0-9 and "_".</param>
    /// <param name="displayName">1 to 50 characters.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<SignedIn> MintTokenAsync(string handle, string displayName, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, accounts.MintTokenAsync, new MintTokenRequest { Handle = handle, DisplayName = displayName }, cancellation);

    /// <summary>Lets somebody in from the waiting list.</summary>
    public Task<WaitingPlace> LetInAsync(string handle, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(key, invitations.LetInAsync, new LetInRequest { Handle = handle }, cancellation);

    /// <summary>Who waits, longest first.</summary>
    public IAsyncEnumerable<WaitingPlace> WaitingAsync(CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) =>
            calls.AsOperatorAsync(key, invitations.ListWaitingAsync, new ListWaitingRequest { PageToken = token }, stop),
        page => page.Places,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Gives a member more invitations to pass on.</summary>
    /// <param name="userId">Whom.</param>
    /// <param name="count">1 to 50.</param>
    /// <param name="idempotencyKey">1 to 64 characters; the same key again grants nothing more.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>How many the member has now.</returns>
    public async Task<int> GrantInvitationsAsync(
        string userId, int count, string idempotencyKey, CancellationToken cancellation = default)
    {
        var request =
            new GrantInvitationsRequest { UserId = userId, Count = checked((uint)count), IdempotencyKey = idempotencyKey };
        return (int)(await calls.AsOperatorAsync(
            key, invitations.GrantInvitationsAsync, request, cancellation).ConfigureAwait(false)).Remaining;
    }

    /// <summary>Holds back the invitations of a member and of all who came through them, or lets them go on.</summary>
    public Task PauseBranchAsync(string userId, bool paused, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, invitations.PauseBranchAsync, new PauseBranchRequest { UserId = userId, Paused = paused }, cancellation);

    /// <summary>Vouches for somebody, or no longer.</summary>
    public Task<Profile> SetVerifiedAsync(string userId, bool verified, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, profiles.SetVerifiedAsync, new SetVerifiedRequest { UserId = userId, Verified = verified }, cancellation);

    /// <summary>Writes the search index anew.</summary>
    /// <returns>How many documents it holds.</returns>
    public async Task<int> RebuildIndexAsync(CancellationToken cancellation = default) => (int)(await calls.AsOperatorAsync(
        key, discovery.RebuildIndexAsync, new RebuildIndexRequest(), cancellation).ConfigureAwait(false)).Documents;

    /// <summary>Makes an account one of an operator or of trust and safety, or a member's again.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="power">What it may.</param>
    /// <param name="reason">1 to 1,000 characters, for the audit log.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<AccountStanding> SetPowerAsync(
        string userId, AccountPower power, string reason, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, admin.SetPowerAsync, new SetPowerRequest { UserId = userId, Power = power, Reason = reason }, cancellation);

    /// <summary>The accounts that are not deleted, by handle, suspended ones included.</summary>
    /// <param name="beginning">Only handles that begin so; empty for all.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public IAsyncEnumerable<AccountRow> AccountsAsync(string beginning =
        "", CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) => calls.AsOperatorAsync(
            key, admin.ListAccountsAsync, new ListAccountsRequest { Handle = beginning, PageToken = token }, stop),
        page => page.Accounts,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Accounts by their ids; what is not there is left out.</summary>
    /// <param name="userIds">At most 100.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<IReadOnlyList<AccountRow>> FindAccountsAsync(
        IEnumerable<string> userIds, CancellationToken cancellation = default)
    {
        var request = new ListAccountsRequest();
        request.UserIds.AddRange(userIds);
        return request.UserIds.Count == 0
            ? []
            : (await calls.AsOperatorAsync(key, admin.ListAccountsAsync, request, cancellation).ConfigureAwait(false)).Accounts;
    }

    /// <summary>Ends anybody's room for everybody.</summary>
    /// <param name="roomId">The room.</param>
    /// <param name="reason">1 to 1,000 characters, for the audit log.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<RoomCard> EndRoomAsync(string roomId, string reason, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, admin.EndAnyRoomAsync, new EndAnyRoomRequest { RoomId = roomId, Reason = reason }, cancellation);

    /// <summary>The audit log, newest first.</summary>
    /// <param name="subject">"user/ID", "room/ID", "case/ID"; empty for all.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public IAsyncEnumerable<AuditRecord> AuditAsync(string subject =
        "", CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) =>
            calls.AsOperatorAsync(key, admin.ListAuditAsync, new ListAuditRequest { Subject = subject, PageToken = token }, stop),
        page => page.Records,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Reads the whole audit log and says whether its chain of hashes holds.</summary>
    /// <param name="knownNumber">Of an entry noted earlier, outside the database; 0 for none.</param>
    /// <param name="knownHash">Its hash.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<AuditVerdict> VerifyAuditAsync(
        ulong knownNumber = 0, string knownHash = "", CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key,
            admin.VerifyAuditAsync,
            new VerifyAuditRequest { KnownNumber = knownNumber, KnownHash = knownHash },
            cancellation);
}

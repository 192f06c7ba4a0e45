using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Calls that need the server's operator key. Thread-safe.</summary>
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

    /// <summary>The work on reports, with the operator's key.</summary>
    public ModerationApi Moderation { get; }

    /// <summary>The addresses that receive the server's events.</summary>
    public WebhooksApi Webhooks { get; }

    /// <summary>A short-lived token of a synthetic user, who is created on first use.</summary>
    /// <param name="handle">2 to 30 of a-z, 0-9 and "_".</param>
    /// <param name="displayName">1 to 50 characters.</param>
    public Task<SignedIn> MintTokenAsync(string handle, string displayName, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, accounts.MintTokenAsync, new MintTokenRequest { Handle = handle, DisplayName = displayName }, cancellation);

    /// <summary>Lets a person on the waiting list in.</summary>
    public Task<WaitingPlace> LetInAsync(string handle, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(key, invitations.LetInAsync, new LetInRequest { Handle = handle }, cancellation);

    /// <summary>The people on the waiting list, longest waiting first.</summary>
    public IAsyncEnumerable<WaitingPlace> WaitingAsync(CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) =>
            calls.AsOperatorAsync(key, invitations.ListWaitingAsync, new ListWaitingRequest { PageToken = token }, stop),
        page => page.Places,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Grants a member more invitations.</summary>
    /// <param name="count">1 to 50.</param>
    /// <param name="idempotencyKey">1 to 64 characters. The same key again grants nothing more.</param>
    /// <returns>How many invitations the member may create now.</returns>
    public async Task<int> GrantInvitationsAsync(
        string userId, int count, string idempotencyKey, CancellationToken cancellation = default)
    {
        var request =
            new GrantInvitationsRequest { UserId = userId, Count = checked((uint)count), IdempotencyKey = idempotencyKey };
        return (int)(await calls.AsOperatorAsync(
            key, invitations.GrantInvitationsAsync, request, cancellation).ConfigureAwait(false)).Remaining;
    }

    /// <summary>Pauses or resumes the invitations of a member and of everybody below in the tree of invitations.</summary>
    public Task PauseBranchAsync(string userId, bool paused, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, invitations.PauseBranchAsync, new PauseBranchRequest { UserId = userId, Paused = paused }, cancellation);

    /// <summary>Sets or removes the mark that the operator has verified this user.</summary>
    public Task<Profile> SetVerifiedAsync(string userId, bool verified, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, profiles.SetVerifiedAsync, new SetVerifiedRequest { UserId = userId, Verified = verified }, cancellation);

    /// <summary>Rebuilds the search index.</summary>
    /// <returns>Number of documents.</returns>
    public async Task<int> RebuildIndexAsync(CancellationToken cancellation = default) => (int)(await calls.AsOperatorAsync(
        key, discovery.RebuildIndexAsync, new RebuildIndexRequest(), cancellation).ConfigureAwait(false)).Documents;

    /// <summary>Sets the power of an account: member, trust and safety, or operator.</summary>
    /// <param name="reason">1 to 1,000 characters, for the audit log.</param>
    public Task<AccountStanding> SetPowerAsync(
        string userId, AccountPower power, string reason, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, admin.SetPowerAsync, new SetPowerRequest { UserId = userId, Power = power, Reason = reason }, cancellation);

    /// <summary>The accounts that are not deleted, in the order of their handles, suspended ones included.</summary>
    /// <param name="beginning">Only handles that begin with this; empty for all.</param>
    public IAsyncEnumerable<AccountRow> AccountsAsync(string beginning =
        "", CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) => calls.AsOperatorAsync(
            key, admin.ListAccountsAsync, new ListAccountsRequest { Handle = beginning, PageToken = token }, stop),
        page => page.Accounts,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Accounts by their ids; unknown ids are left out.</summary>
    /// <param name="userIds">At most 100.</param>
    public async Task<IReadOnlyList<AccountRow>> FindAccountsAsync(
        IEnumerable<string> userIds, CancellationToken cancellation = default)
    {
        var request = new ListAccountsRequest();
        request.UserIds.AddRange(userIds);
        return request.UserIds.Count == 0
            ? []
            : (await calls.AsOperatorAsync(key, admin.ListAccountsAsync, request, cancellation).ConfigureAwait(false)).Accounts;
    }

    /// <summary>Ends any room for everybody.</summary>
    /// <param name="reason">1 to 1,000 characters, for the audit log.</param>
    public Task<RoomCard> EndRoomAsync(string roomId, string reason, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key, admin.EndAnyRoomAsync, new EndAnyRoomRequest { RoomId = roomId, Reason = reason }, cancellation);

    /// <summary>The audit log, newest entry first.</summary>
    /// <param name="subject">"user/ID", "room/ID" or "case/ID"; empty for all.</param>
    public IAsyncEnumerable<AuditRecord> AuditAsync(string subject =
        "", CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) =>
            calls.AsOperatorAsync(key, admin.ListAuditAsync, new ListAuditRequest { Subject = subject, PageToken = token }, stop),
        page => page.Records,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Reads the whole audit log and checks its chain of hashes.</summary>
    /// <param name="knownNumber">Number of an entry that was noted earlier outside the database; 0 for none.</param>
    /// <param name="knownHash">The hash that was noted with it.</param>
    public Task<AuditVerdict> VerifyAuditAsync(
        ulong knownNumber = 0, string knownHash = "", CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key,
            admin.VerifyAuditAsync,
            new VerifyAuditRequest { KnownNumber = knownNumber, KnownHash = knownHash },
            cancellation);
}

using AudioRooms.Wire.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Who people are, and how the caller stands to them. Repeating a command changes nothing. Thread-safe.</summary>
public sealed class ProfilesApi
{
    private readonly ServerCalls calls;
    private readonly Profiles.ProfilesClient stub;

    internal ProfilesApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Profiles.ProfilesClient(channel);
    }

    /// <summary>Somebody's profile as the caller sees it.</summary>
    /// <param name="userId">Whose; empty: the caller's.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<Profile> GetAsync(string userId = "", CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetProfileAsync, new GetProfileRequest { UserId = userId }, cancellation);

    /// <summary>Changes the caller's own profile; what the request leaves out stays as it is.</summary>
    public Task<Profile> UpdateAsync(UpdateProfileRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.UpdateProfileAsync, request, cancellation);

    /// <summary>Follows somebody.</summary>
    public Task<PersonRelation> FollowAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.FollowAsync, userId, cancellation);

    /// <summary>Follows somebody no longer.</summary>
    public Task<PersonRelation> UnfollowAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.UnfollowAsync, userId, cancellation);

    /// <summary>Blocks somebody; ends following in both directions.</summary>
    public Task<PersonRelation> BlockAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.BlockAsync, userId, cancellation);

    /// <summary>Ends a block; what it ended does not come back.</summary>
    public Task<PersonRelation> UnblockAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.UnblockAsync, userId, cancellation);

    /// <summary>Wants no notifications of somebody, who is not told.</summary>
    public Task<PersonRelation> MuteAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.MuteAsync, userId, cancellation);

    /// <summary>Wants notifications of somebody again.</summary>
    public Task<PersonRelation> UnmuteAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.UnmuteAsync, userId, cancellation);

    /// <summary>How much to hear of somebody whom the caller follows.</summary>
    public Task<PersonRelation> SetFollowLevelAsync(string userId, FollowLevel level, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.SetFollowLevelAsync, new SetFollowLevelRequest { UserId = userId, Level = level }, cancellation);

    /// <summary>Who follows somebody, newest first.</summary>
    /// <param name="userId">Whom; empty: the caller.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public IAsyncEnumerable<PersonCard> FollowersAsync(string userId = "", CancellationToken cancellation = default) =>
        ListAsync(stub.ListFollowersAsync, userId, cancellation);

    /// <summary>Whom somebody follows, newest first.</summary>
    /// <param name="userId">Who; empty: the caller.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public IAsyncEnumerable<PersonCard> FollowingAsync(string userId = "", CancellationToken cancellation = default) =>
        ListAsync(stub.ListFollowingAsync, userId, cancellation);

    /// <summary>Whom the caller has blocked, newest first.</summary>
    public IAsyncEnumerable<PersonCard> BlockedAsync(CancellationToken cancellation = default) =>
        ListAsync(stub.ListBlockedAsync, "", cancellation);

    /// <summary>Whom the caller has muted, newest first.</summary>
    public IAsyncEnumerable<PersonCard> MutedAsync(CancellationToken cancellation = default) =>
        ListAsync(stub.ListMutedAsync, "", cancellation);

    private Task<PersonRelation> RelateAsync(
        Func<RelateRequest, CallOptions, AsyncUnaryCall<PersonRelation>> method, string userId, CancellationToken cancellation) =>
        calls.AsPersonAsync(method, new RelateRequest { UserId = userId }, cancellation);

    private IAsyncEnumerable<PersonCard> ListAsync(
        Func<ListPeopleRequest, CallOptions, AsyncUnaryCall<ListPeopleResponse>> method,
        string userId,
        CancellationToken cancellation) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsPersonAsync(method, new ListPeopleRequest { UserId = userId, PageToken = token }, stop),
            page => page.People,
            page => page.NextPageToken,
            cancellation);
}

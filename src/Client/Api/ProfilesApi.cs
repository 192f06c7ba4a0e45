using AudioRooms.Wire.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Profiles, and the caller's relations to others. A repeated command changes nothing. Thread-safe.</summary>
public sealed class ProfilesApi
{
    private readonly ServerCalls calls;
    private readonly Profiles.ProfilesClient stub;

    internal ProfilesApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Profiles.ProfilesClient(channel);
    }

    /// <summary>A profile as the caller may see it.</summary>
    /// <param name="userId">The user; empty for the caller.</param>
    public Task<Profile> GetAsync(string userId = "", CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetProfileAsync, new GetProfileRequest { UserId = userId }, cancellation);

    /// <summary>Changes the caller's own profile; a part that the request leaves out stays as it is.</summary>
    public Task<Profile> UpdateAsync(UpdateProfileRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.UpdateProfileAsync, request, cancellation);

    /// <summary>Follows a user.</summary>
    public Task<PersonRelation> FollowAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.FollowAsync, userId, cancellation);

    /// <summary>Stops following a user.</summary>
    public Task<PersonRelation> UnfollowAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.UnfollowAsync, userId, cancellation);

    /// <summary>Blocks a user; ends following in both directions.</summary>
    public Task<PersonRelation> BlockAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.BlockAsync, userId, cancellation);

    /// <summary>Lifts a block. Follows from before the block are not restored.</summary>
    public Task<PersonRelation> UnblockAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.UnblockAsync, userId, cancellation);

    /// <summary>Stops notifications about a user, who is not told.</summary>
    public Task<PersonRelation> MuteAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.MuteAsync, userId, cancellation);

    /// <summary>Resumes notifications about a user.</summary>
    public Task<PersonRelation> UnmuteAsync(string userId, CancellationToken cancellation = default) =>
        RelateAsync(stub.UnmuteAsync, userId, cancellation);

    /// <summary>Sets how much the caller hears of a user that the caller follows.</summary>
    public Task<PersonRelation> SetFollowLevelAsync(string userId, FollowLevel level, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.SetFollowLevelAsync, new SetFollowLevelRequest { UserId = userId, Level = level }, cancellation);

    /// <summary>The followers of a user, newest first.</summary>
    /// <param name="userId">The user; empty for the caller.</param>
    public IAsyncEnumerable<PersonCard> FollowersAsync(string userId = "", CancellationToken cancellation = default) =>
        ListAsync(stub.ListFollowersAsync, userId, cancellation);

    /// <summary>The people that a user follows, newest first.</summary>
    /// <param name="userId">The user; empty for the caller.</param>
    public IAsyncEnumerable<PersonCard> FollowingAsync(string userId = "", CancellationToken cancellation = default) =>
        ListAsync(stub.ListFollowingAsync, userId, cancellation);

    /// <summary>The people that the caller has blocked, newest first.</summary>
    public IAsyncEnumerable<PersonCard> BlockedAsync(CancellationToken cancellation = default) =>
        ListAsync(stub.ListBlockedAsync, "", cancellation);

    /// <summary>The people that the caller has muted, newest first.</summary>
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

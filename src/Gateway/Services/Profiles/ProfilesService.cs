using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Profile = AudioRooms.Wire.V1.Profile;

namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>Profiles, and the relations follow, block and mute.</summary>
internal sealed class ProfilesService(IGrainFactory grains, GatewayMetrics metrics) : Wire.V1.Profiles.ProfilesBase
{
    public override async Task<Profile> GetProfile(GetProfileRequest request, ServerCallContext context)
    {
        var viewer = Caller.Of(context).Id;
        var user = request.UserId.Length == 0 && request.Handle.Length > 0
            ? await UserOfAsync(request.Handle).ConfigureAwait(false)
            : UserOrCaller(request.UserId, viewer);
        return WirePeople.Of(Accepted(await Grain(user).GetProfileAsync(viewer).ConfigureAwait(false)), isOwn: user == viewer);
    }

    public override async Task<Profile> UpdateProfile(UpdateProfileRequest request, ServerCallContext context)
    {
        var change = new ProfileChange(
            request.HasDisplayName ? request.DisplayName : null,
            request.HasBio ? request.Bio : null,
            request.Interests is { } interests ? interests.Topics.ToImmutableArray() : null,
            request.HasLanguage ? request.Language : null,
            request.Expertise is { } expertise ? expertise.Lines.ToImmutableArray() : null);
        return WirePeople.Of(
            Accepted(await Grain(Caller.Of(context).Id).UpdateProfileAsync(change).ConfigureAwait(false)), isOwn: true);
    }

    public override async Task<Profile> SetVerified(SetVerifiedRequest request, ServerCallContext context) => WirePeople.Of(
        Accepted(await Grain(User(request.UserId)).SetVerifiedAsync(request.Verified).ConfigureAwait(false)), isOwn: false);

    public override Task<PersonRelation> Follow(RelateRequest request, ServerCallContext context) =>
        RelateAsync(RelationCommand.Follow, request, context);

    public override Task<PersonRelation> Unfollow(RelateRequest request, ServerCallContext context) =>
        RelateAsync(RelationCommand.Unfollow, request, context);

    public override Task<PersonRelation> Block(RelateRequest request, ServerCallContext context) =>
        RelateAsync(RelationCommand.Block, request, context);

    public override Task<PersonRelation> Unblock(RelateRequest request, ServerCallContext context) =>
        RelateAsync(RelationCommand.Unblock, request, context);

    public override Task<PersonRelation> Mute(RelateRequest request, ServerCallContext context) =>
        RelateAsync(RelationCommand.Mute, request, context);

    public override Task<PersonRelation> Unmute(RelateRequest request, ServerCallContext context) =>
        RelateAsync(RelationCommand.Unmute, request, context);

    public override Task<PersonRelation> SetFollowLevel(SetFollowLevelRequest request, ServerCallContext context) => RelateAsync(
        WirePeople.LevelOf(request.Level) ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)),
        new RelateRequest { UserId = request.UserId },
        context);

    public override Task<ListPeopleResponse> ListFollowers(ListPeopleRequest request, ServerCallContext context) =>
        ListAsync(PeopleList.Followers, request, context);

    public override Task<ListPeopleResponse> ListFollowing(ListPeopleRequest request, ServerCallContext context) =>
        ListAsync(PeopleList.Following, request, context);

    public override Task<ListPeopleResponse> ListBlocked(ListPeopleRequest request, ServerCallContext context) =>
        ListAsync(PeopleList.Blocked, request, context);

    public override Task<ListPeopleResponse> ListMuted(ListPeopleRequest request, ServerCallContext context) =>
        ListAsync(PeopleList.Muted, request, context);

    private async Task<PersonRelation> RelateAsync(RelationCommand command, RelateRequest request, ServerCallContext context) =>
        WirePeople.Of(Accepted(
            await Grain(Caller.Of(context).Id).RelateAsync(command, User(request.UserId)).ConfigureAwait(false)));

    private async Task<ListPeopleResponse> ListAsync(PeopleList list, ListPeopleRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        var viewer = Caller.Of(context).Id;
        var reply = await Grain(UserOrCaller(request.UserId, viewer))
            .ListAsync(
                list,
                viewer,
                size,
                Paging.TokenOf(request.PageToken))
            .ConfigureAwait(false);
        return WirePeople.Of(Accepted(reply));
    }

    // What cannot be a handle is not asked for: each made-up one would cost an activation.
    private async Task<UserId> UserOfAsync(string handle)
    {
        var normal = handle.Length is >= AccountBounds.HandleLengthMin and <= AccountBounds.HandleLengthMax
            ? handle.ToLowerInvariant()
            : "";
        var person = normal.Length > 0
            && normal.All(static sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '_')
            ? await grains.GetGrain<IAccountGrain>(normal).FindPersonAsync().ConfigureAwait(false)
            : null;
        return person?.Id ?? throw metrics.Refuse(PeopleErrors.Of(PeopleRejection.NotFound));
    }

    private UserId UserOrCaller(string userId, UserId caller) => userId.Length == 0 ? caller : User(userId);

    // A text that cannot be an id is not asked for: each invented one would cost an activation.
    private UserId User(string userId) => Identifiers.IsWellFormed(userId)
        ? new UserId(userId)
        : throw metrics.Refuse(PeopleErrors.Of(PeopleRejection.NotFound));

    private IUserGrain Grain(UserId user) => grains.GetGrain<IUserGrain>(user.Value);

    private T Accepted<T>(PeopleReply<T> reply)
        where T : class => reply.IsAccepted ? reply.Value : throw metrics.Refuse(PeopleErrors.Of(reply.Rejection.Value));
}

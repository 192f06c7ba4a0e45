using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Clubs;

/// <summary>Clubs: founding and finding them, membership, and leadership.</summary>
internal sealed class ClubsService(
    IGrainFactory grains, DerivedIds ids, ConfiguredBounds bounds, GatewayMetrics metrics) : Wire.V1.Clubs.ClubsBase
{
    public override async Task<Wire.V1.Club> FoundClub(Wire.V1.FoundClubRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length > RequestBounds.IdempotencyKeyLengthMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid));
        }

        var kind = Known(ClubViews.KindOf(request.Kind));
        var command = new FoundClub(
            Caller.Of(context), kind, request.Name, Known(ClubViews.SettingsOf(request.Settings, kind)));
        var club = grains.GetGrain<IClubGrain>(ids.New("club", command.Owner.Id, request.IdempotencyKey));
        var reply = await club.FoundAsync(command).ConfigureAwait(false);
        if (reply.Rejection == ClubRejection.AlreadyExists)
        {
            // Only the same person with the same key gets the same id, so this is a repetition.
            reply = await club.GetAsync(command.Owner.Id).ConfigureAwait(false);
        }

        return Accepted(reply);
    }

    public override async Task<Wire.V1.Club> GetClub(Wire.V1.GetClubRequest request, ServerCallContext context) =>
        Accepted(await Club(request.ClubId).GetAsync(Caller.Of(context).Id).ConfigureAwait(false));

    public override async Task<Wire.V1.ListClubsResponse> ListClubs(Wire.V1.ListClubsRequest request, ServerCallContext context)
    {
        var page = await grains.GetGrain<IClubDirectoryGrain>(0)
            .ListAsync(
                Known(ClubViews.ScopeOf(request.Scope)),
                Caller.Of(context).Id,
                Paging.SizeOf(request.PageSize, metrics),
                Paging.TokenOf(request.PageToken))
            .ConfigureAwait(false);
        var response = new Wire.V1.ListClubsResponse { NextPageToken = page.NextPageToken ?? "" };
        foreach (var club in page.Clubs)
        {
            response.Clubs.Add(ClubViews.Of(club));
        }

        return response;
    }

    public override async Task<Wire.V1.ListClubPeopleResponse> ListClubPeople(
        Wire.V1.ListClubPeopleRequest request, ServerCallContext context)
    {
        var reply = await Club(request.ClubId)
            .ListAsync(
                Caller.Of(context).Id,
                Known(ClubViews.ListingOf(request.Listing)),
                Paging.SizeOf(request.PageSize, metrics),
                Paging.TokenOf(request.PageToken))
            .ConfigureAwait(false);
        if (!reply.IsAccepted)
        {
            throw metrics.Refuse(ClubErrors.Of(reply.Rejection.Value, bounds.Clubs));
        }

        var response = new Wire.V1.ListClubPeopleResponse { NextPageToken = reply.Value.NextPageToken ?? "" };
        foreach (var entry in reply.Value.Entries)
        {
            response.Entries.Add(ClubViews.Of(entry));
        }

        return response;
    }

    public override async Task<Wire.V1.Club> EditClub(Wire.V1.EditClubRequest request, ServerCallContext context) => Accepted(
        await Club(request.ClubId)
            .EditAsync(Caller.Of(context).Id, Known(ClubViews.SettingsOf(request.Settings, kind: null)))
            .ConfigureAwait(false));

    public override async Task<Wire.V1.Club> FollowClub(Wire.V1.FollowClubRequest request, ServerCallContext context) =>
        Accepted(await Club(request.ClubId).FollowAsync(Caller.Of(context)).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> JoinClub(Wire.V1.JoinClubRequest request, ServerCallContext context) => Accepted(
        await Club(request.ClubId).JoinAsync(Caller.Of(context), Edition(request.AcceptedRulesEdition)).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> ApplyToClub(Wire.V1.ApplyToClubRequest request, ServerCallContext context) =>
        Accepted(
            await Club(request.ClubId)
                .ApplyAsync(Caller.Of(context), request.Answer, Edition(request.AcceptedRulesEdition))
                .ConfigureAwait(false));

    public override async Task<Wire.V1.Club> LeaveClub(Wire.V1.LeaveClubRequest request, ServerCallContext context) =>
        Accepted(await Club(request.ClubId).LeaveAsync(Caller.Of(context).Id).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> ApproveApplication(
        Wire.V1.ApproveApplicationRequest request, ServerCallContext context) => Accepted(
        await Club(request.ClubId).ApproveAsync(
            Caller.Of(context).Id, User(request.UserId, ClubRejection.NotApplied)).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> RejectApplication(
        Wire.V1.RejectApplicationRequest request, ServerCallContext context) => Accepted(
        await Club(request.ClubId).RejectAsync(
            Caller.Of(context).Id, User(request.UserId, ClubRejection.NotApplied)).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> InviteToClub(
        Wire.V1.InviteToClubRequest request, ServerCallContext context) => Accepted(
        await Club(request.ClubId).InviteAsync(
            Caller.Of(context).Id, User(request.UserId, ClubRejection.PersonNotFound)).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> AppointInClub(Wire.V1.AppointInClubRequest request, ServerCallContext context)
    {
        if (ClubViews.RoleOf(request.Role) is not { } role)
        {
            throw metrics.Refuse(ClubErrors.Of(ClubRejection.RoleInvalid, bounds.Clubs));
        }

        return Accepted(await Club(request.ClubId)
            .AppointAsync(Caller.Of(context).Id, User(request.UserId, ClubRejection.NotMember), role)
            .ConfigureAwait(false));
    }

    public override async Task<Wire.V1.Club> RemoveFromClub(
        Wire.V1.RemoveFromClubRequest request, ServerCallContext context) => Accepted(
        await Club(request.ClubId).RemoveAsync(
            Caller.Of(context).Id, User(request.UserId, ClubRejection.NotMember)).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> BanFromClub(
        Wire.V1.BanFromClubRequest request, ServerCallContext context) => Accepted(
        await Club(request.ClubId).BanAsync(
            Caller.Of(context).Id, User(request.UserId, ClubRejection.NotMember)).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> PardonInClub(
        Wire.V1.PardonInClubRequest request, ServerCallContext context) => Accepted(
        await Club(request.ClubId).PardonAsync(
            Caller.Of(context).Id, User(request.UserId, ClubRejection.NotMember)).ConfigureAwait(false));

    public override async Task<Wire.V1.Club> HandOverClub(Wire.V1.HandOverClubRequest request, ServerCallContext context) =>
        Accepted(
            await Club(request.ClubId)
                .HandOverAsync(Caller.Of(context).Id, User(request.HeirUserId, ClubRejection.NotMember))
                .ConfigureAwait(false));

    public override async Task<Wire.V1.Club> CloseClub(Wire.V1.CloseClubRequest request, ServerCallContext context) =>
        Accepted(await Club(request.ClubId).CloseAsync(Caller.Of(context).Id).ConfigureAwait(false));

    // An edition above every existing one was never accepted.
    private static int Edition(uint edition) => (int)Math.Min(edition, int.MaxValue);

    // A text that cannot be an id is not asked for: each invented one would cost an activation.
    private IClubGrain Club(string id) => Identifiers.IsWellFormed(id)
        ? grains.GetGrain<IClubGrain>(id)
        : throw metrics.Refuse(ClubErrors.Of(ClubRejection.NotFound, bounds.Clubs));

    // A text that cannot be an id names nobody and must not be stored.
    private UserId User(string id, ClubRejection ifNobody) =>
        Identifiers.IsWellFormed(id) ? new UserId(id) : throw metrics.Refuse(ClubErrors.Of(ifNobody, bounds.Clubs));

    private T Known<T>(T? value)
        where T : struct => value ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown));

    private ClubSettings Known(ClubSettings? settings) =>
        settings ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown));

    private Wire.V1.Club Accepted(ClubReply<ClubView> reply) =>
        reply.IsAccepted ? ClubViews.Of(reply.Value) : throw metrics.Refuse(ClubErrors.Of(reply.Rejection.Value, bounds.Clubs));
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;
using InvitationKind = AudioRooms.Contracts.Invitations.InvitationKind;
using WaitingPlace = AudioRooms.Wire.V1.WaitingPlace;

namespace AudioRooms.Gateway.Services.Invitations;

/// <summary>Invitations, and the waiting list for people without one.</summary>
internal sealed class InvitationsService(
    IGrainFactory grains, InvitationSecrets secrets, AttemptThrottle throttle, ConfiguredBounds bounds, GatewayMetrics metrics)
    : AudioRooms.Wire.V1.Invitations.InvitationsBase
{
    private IWaitingListGrain WaitingList => grains.GetGrain<IWaitingListGrain>(0);

    public override async Task<CreatedInvitation> CreateInvitation(CreateInvitationRequest request, ServerCallContext context)
    {
        RequireIdempotencyKey(request.IdempotencyKey);
        var inviter = Caller.Of(context).Id;
        var kind = KindOf(request.Kind);
        var secret = secrets.New(inviter, kind, request.IdempotencyKey);
        var reply = await Ledger(inviter).IssueAsync(InvitationSecret.KeyOf(secret), kind).ConfigureAwait(false);
        return new CreatedInvitation { Invitation = WireInvitations.Of(Require(reply)), Secret = secret };
    }

    public override async Task<ListMyInvitationsResponse> ListMyInvitations(
        ListMyInvitationsRequest request, ServerCallContext context)
    {
        var page = await Ledger(Caller.Of(context).Id)
            .ListAsync(Paging.SizeOf(request.PageSize, metrics), Paging.TokenOf(request.PageToken))
            .ConfigureAwait(false);
        var response =
            new ListMyInvitationsResponse { Remaining = (uint)page.Remaining, NextPageToken = page.NextPageToken ?? "" };
        response.Invitations.AddRange(page.Invitations.Select(WireInvitations.Of));
        return response;
    }

    public override async Task<Wire.V1.Invitation> RevokeInvitation(RevokeInvitationRequest request, ServerCallContext context) =>
        WireInvitations.Of(Require(await Ledger(Caller.Of(context).Id).RevokeAsync(request.InvitationId).ConfigureAwait(false)));

    public override async Task<WaitingPlace> InviteFromWaitingList(
        InviteFromWaitingListRequest request, ServerCallContext context)
    {
        var member = Caller.Of(context);

        // Limited, because each attempt reveals whether a handle is on the list.
        Throttle($"waiting/{member.Handle}", context);
        return WireInvitations.Of(
            Require(await WaitingList.LetInAsync(Normalise(request.Handle), member.Id).ConfigureAwait(false)));
    }

    public override async Task<WaitingTicket> JoinWaitingList(JoinWaitingListRequest request, ServerCallContext context)
    {
        var handle = Normalise(request.Handle);
        Throttle($"waiting/{handle}", context);
        var ticket = Identifiers.NewId();
        var place = Require(await WaitingList.JoinAsync(handle, InvitationSecret.KeyOf(ticket)).ConfigureAwait(false));
        return new WaitingTicket { Ticket = ticket, Place = WireInvitations.Of(place) };
    }

    public override async Task<WaitingPlace> GetWaitingPlace(GetWaitingPlaceRequest request, ServerCallContext context)
    {
        if (!throttle.TryBeginFrom(context.GetHttpContext().Connection.RemoteIpAddress, out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }

        var reply = await WaitingList.GetAsync(InvitationSecret.KeyOf(request.Ticket)).ConfigureAwait(false);
        return WireInvitations.Of(Require(reply));
    }

    public override async Task<WaitingPlace> LetIn(LetInRequest request, ServerCallContext context) =>
        WireInvitations.Of(Require(await WaitingList.LetInAsync(Normalise(request.Handle), member: null).ConfigureAwait(false)));

    public override async Task<ListWaitingResponse> ListWaiting(ListWaitingRequest request, ServerCallContext context)
    {
        var page = await WaitingList.ListAsync(
            Paging.SizeOf(request.PageSize, metrics), Paging.TokenOf(request.PageToken)).ConfigureAwait(false);
        var response = new ListWaitingResponse { NextPageToken = page.NextPageToken ?? "" };
        response.Places.AddRange(page.Places.Select(WireInvitations.Of));
        return response;
    }

    public override async Task<GrantInvitationsResponse> GrantInvitations(
        GrantInvitationsRequest request, ServerCallContext context)
    {
        RequireIdempotencyKey(request.IdempotencyKey);
        if (request.IdempotencyKey.Length == 0 || request.Count is 0 || request.Count > bounds.Invitations.EarnedAtOnceMax)
        {
            throw metrics.Refuse(InvitationErrors.Of(InvitationRejection.GrantInvalid, bounds.Invitations));
        }

        var reply = await Member(request.UserId).EarnAsync(request.IdempotencyKey, (int)request.Count).ConfigureAwait(false);
        return new GrantInvitationsResponse { Remaining = (uint)Require(reply).Remaining };
    }

    public override async Task<PauseBranchResponse> PauseBranch(PauseBranchRequest request, ServerCallContext context)
    {
        Require(await Member(request.UserId).SetPausedAsync(request.Paused).ConfigureAwait(false));
        return new PauseBranchResponse();
    }

    private IInvitationLedgerGrain Ledger(UserId member) => grains.GetGrain<IInvitationLedgerGrain>(member.Value);

    private IInvitationLedgerGrain Member(string userId) => Identifiers.IsWellFormed(userId)
        ? Ledger(new UserId(userId))
        : throw metrics.Refuse(InvitationErrors.Of(InvitationRejection.MemberUnknown, bounds.Invitations));

    private void Throttle(string about, ServerCallContext context)
    {
        if (!throttle.TryBegin(about, context.GetHttpContext().Connection.RemoteIpAddress, out var retryAfter))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }
    }

    private string Normalise(string handle) => handle.Length is > 0 and <= AccountBounds.HandleLengthMax
        ? handle.ToLowerInvariant()
        : throw metrics.Refuse(InvitationErrors.Of(InvitationRejection.HandleInvalid, bounds.Invitations));

    private InvitationKind KindOf(Wire.V1.InvitationKind kind) => kind switch
    {
        Wire.V1.InvitationKind.Unspecified or Wire.V1.InvitationKind.Link => InvitationKind.Link,
        Wire.V1.InvitationKind.Code => InvitationKind.Code,
        _ => throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)),
    };

    private void RequireIdempotencyKey(string key)
    {
        if (key.Length > RequestBounds.IdempotencyKeyLengthMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid));
        }
    }

    private T Require<T>(InvitationReply<T> reply)
        where T : class =>
            reply.IsAccepted ? reply.Value : throw metrics.Refuse(InvitationErrors.Of(reply.Rejection.Value, bounds.Invitations));

}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Services.Safety;
using AudioRooms.Protocol.Bounds;
using Grpc.Core;
using V1 = AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Services.Accounts;

/// <summary>
/// The calls that need more than a member's power, except for the work on reports: powers, the audit log, accounts, rooms of
/// others.
/// </summary>
internal sealed class AdminService(IGrainFactory grains, ConfiguredBounds bounds, GatewayMetrics metrics) : V1.Admin.AdminBase
{
    private IAuditGrain Audit => grains.GetGrain<IAuditGrain>(0);

    public override async Task<V1.AccountStanding> SetPower(V1.SetPowerRequest request, ServerCallContext context)
    {
        var power = (AccountPower)request.Power;
        if (!Enum.IsDefined(power))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown));
        }

        if (!Identifiers.IsWellFormed(request.UserId))
        {
            throw metrics.Refuse(SafetyErrors.Of(SafetyRejection.PersonUnknown));
        }

        var reply = await grains.GetGrain<IAccountSafetyGrain>(request.UserId)
            .SetPowerAsync(Caller.ActorOf(context), power, request.Reason)
            .ConfigureAwait(false);
        return WireSafety.Of(reply.IsAccepted ? reply.Value : throw metrics.Refuse(SafetyErrors.Of(reply.Rejection.Value)));
    }

    public override async Task<V1.ListAccountsResponse> ListAccounts(V1.ListAccountsRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        if (request.UserIds.Count > RequestBounds.IdsMax || request.UserIds.Any(static id => !Identifiers.IsWellFormed(id)))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.UserIdInvalid));
        }

        // No handle is this long, so no account matches.
        if (request.Handle.Length > AccountBounds.HandleLengthMax)
        {
            return new V1.ListAccountsResponse();
        }

        var desk = grains.GetGrain<ISafetyDeskGrain>(0);
        var page = request.UserIds.Count > 0
            ? new AccountPage(
                await desk.FindAccountsAsync([.. request.UserIds.Select(static id => new UserId(id))]).ConfigureAwait(false),
                null)
            : await desk.ListAccountsAsync(
                request.Handle.ToLowerInvariant(), size, Paging.TokenOf(request.PageToken)).ConfigureAwait(false);
        var response = new V1.ListAccountsResponse { NextPageToken = page.NextPageToken ?? "" };
        response.Accounts.AddRange(page.Accounts.Select(WireSafety.Of));
        return response;
    }

    public override async Task<V1.RoomCard> EndAnyRoom(V1.EndAnyRoomRequest request, ServerCallContext context)
    {
        if (request.Reason.Length is 0 or > SafetyBounds.TextLengthMax)
        {
            throw metrics.Refuse(SafetyErrors.Of(SafetyRejection.ReasonInvalid));
        }

        var room = grains.GetGrain<IRoomGrain>(request.RoomId);
        var reply = Identifiers.IsWellFormed(request.RoomId)
            ? await room.SettledAsync(room.EndForServiceAsync()).ConfigureAwait(false)
            : RoomRejection.NotFound;
        return reply.IsAccepted
            ? WireViews.Of(reply.Value.Card)
            : throw metrics.Refuse(RoomErrors.Of(reply.Rejection.Value, bounds.Rooms));
    }

    public override async Task<V1.ListAuditResponse> ListAudit(V1.ListAuditRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        var page = await Audit.ListAsync(
            request.Subject.Length == 0 ? null : request.Subject,
            size,
            Paging.TokenOf(request.PageToken)).ConfigureAwait(false);
        var response = new V1.ListAuditResponse { NextPageToken = page.NextPageToken ?? "" };
        response.Records.AddRange(page.Records.Select(WireSafety.Of));
        return response;
    }

    public override async Task<V1.AuditVerdict> VerifyAudit(V1.VerifyAuditRequest request, ServerCallContext context)
    {
        var known = request.KnownNumber == 0
            ? null
            : new AuditAnchor((long)Math.Min(request.KnownNumber, long.MaxValue), request.KnownHash);
        var verdict = await Audit.VerifyAsync(known).ConfigureAwait(false);
        return new V1.AuditVerdict
        {
            Count = (ulong)verdict.Count, HeadHash = verdict.HeadHash, Fault = (V1.AuditFault)(verdict.Fault ?? 0),
        };
    }
}

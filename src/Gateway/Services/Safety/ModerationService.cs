using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using Grpc.Core;
using V1 = AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Services.Safety;

/// <summary>Reports, appeals, and the desk where reports are worked on.</summary>
internal sealed class ModerationService(
    IGrainFactory grains, DerivedIds ids, AppealTickets appeals, RevokedSessions revoked, RateLimiter limiter,
    GatewayMetrics metrics)
    : V1.Moderation.ModerationBase
{
    // A later date cannot be written; the desk allows far less.
    private const ulong SecondsMax = 100UL * 366 * 24 * 3_600;

    private ISafetyDeskGrain Desk => grains.GetGrain<ISafetyDeskGrain>(0);

    public override async Task<V1.ReportReceipt> FileReport(V1.FileReportRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length > RequestBounds.IdempotencyKeyLengthMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid));
        }

        var reporter = Caller.Of(context).Id;
        var report = new FileReport(
            ids.New("report", reporter, request.IdempotencyKey),
            reporter,
            KindOf(request),
            Known((ReportReason)request.Reason),
            request.Text);
        var receipt = Accepted(await Desk.FileAsync(About(request, report)).ConfigureAwait(false));
        return new V1.ReportReceipt { ReportId = receipt.ReportId, FiledAtUnixMs = receipt.FiledAt.ToUnixTimeMilliseconds() };
    }

    public override async Task<V1.MyStanding> GetMyStanding(V1.GetMyStandingRequest request, ServerCallContext context) =>
        WireSafety.Of(await Desk.GetOwnStandingAsync(Caller.Of(context).Id).ConfigureAwait(false));

    public override async Task<V1.FileAppealResponse> FileAppeal(V1.FileAppealRequest request, ServerCallContext context)
    {
        if (!limiter.TryTake(RateLimit.SignIn, context.GetHttpContext().Connection.RemoteIpAddress, out var wait))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait });
        }

        if (await appeals.ReadAsync(request.Ticket).ConfigureAwait(false) is not { } user)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.TokenInvalid));
        }

        if (!limiter.TryTake(RateLimit.Report, user.Value, out wait))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait });
        }

        Accepted(await Desk.AppealAsync(
            user, request.CaseId.Length == 0 ? null : Case(request.CaseId), request.Text).ConfigureAwait(false));
        return new V1.FileAppealResponse();
    }

    public override async Task<V1.ListCasesResponse> ListCases(V1.ListCasesRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        var page = await Desk.ListAsync(
            request.State == V1.CaseState.Unspecified ? null : Known((CaseState)request.State),
            size,
            Paging.TokenOf(request.PageToken)).ConfigureAwait(false);
        var response = new V1.ListCasesResponse { NextPageToken = page.NextPageToken ?? "" };
        response.Cases.AddRange(page.Cases.Select(WireSafety.Of));
        return response;
    }

    public override async Task<V1.CaseFile> OpenCase(V1.OpenCaseRequest request, ServerCallContext context) =>
        WireSafety.Of(Accepted(await Desk.OpenAsync(Caller.ActorOf(context), Case(request.CaseId)).ConfigureAwait(false)));

    public override async Task<V1.SafetyCase> ClaimCase(V1.ClaimCaseRequest request, ServerCallContext context) =>
        WireSafety.Of(Accepted(await Desk.ClaimAsync(Caller.ActorOf(context), Case(request.CaseId)).ConfigureAwait(false)));

    public override async Task<V1.SafetyCase> DecideCase(V1.DecideCaseRequest request, ServerCallContext context)
    {
        var decision = new CaseDecision(
            [.. request.Penalties.Select(kind => Known((PenaltyKind)kind))],
            request.SuspendSeconds == 0 ? null : TimeSpan.FromSeconds((long)Math.Min(request.SuspendSeconds, SecondsMax)),
            request.Note,
            request.AccusedUserId.Length == 0 ? null : Person(request.AccusedUserId));
        var decided = Accepted(
            await Desk.DecideAsync(Caller.ActorOf(context), Case(request.CaseId), decision).ConfigureAwait(false));
        await revoked.RefreshAsync().ConfigureAwait(false);
        return WireSafety.Of(decided);
    }

    public override async Task<V1.SafetyCase> DecideAppeal(V1.DecideAppealRequest request, ServerCallContext context) =>
        WireSafety.Of(
            Accepted(await Desk.DecideAppealAsync(Caller.ActorOf(context), Case(request.CaseId), request.Uphold, request.Note)
                .ConfigureAwait(false)));

    public override async Task<V1.AccountStanding> SuspendAccount(V1.SuspendAccountRequest request, ServerCallContext context)
    {
        var standing = Accepted(await Desk
            .SuspendAsync(
                Caller.ActorOf(context),
                Person(request.UserId),
                request.UntilUnixMs == 0 ? null : Time(request.UntilUnixMs),
                request.Reason)
            .ConfigureAwait(false));
        await revoked.RefreshAsync().ConfigureAwait(false);
        return WireSafety.Of(standing);
    }

    public override async Task<V1.AccountStanding> ReinstateAccount(
        V1.ReinstateAccountRequest request, ServerCallContext context) =>
        WireSafety.Of(Accepted(
            await Standing(request.UserId).ReinstateAsync(Caller.ActorOf(context), request.Reason).ConfigureAwait(false)));

    public override async Task<V1.AccountStanding> GetStanding(V1.GetStandingRequest request, ServerCallContext context) =>
        await grains.GetGrain<IUserGrain>(Person(request.UserId).Value).GetPersonAsync().ConfigureAwait(false) is null
            ? throw metrics.Refuse(SafetyErrors.Of(SafetyRejection.PersonUnknown))
            : WireSafety.Of(await Standing(request.UserId).GetStandingAsync().ConfigureAwait(false));

    private ReportKind KindOf(V1.FileReportRequest request) => request.AboutCase switch
    {
        V1.FileReportRequest.AboutOneofCase.Person => ReportKind.Person,
        V1.FileReportRequest.AboutOneofCase.Room => ReportKind.Room,
        V1.FileReportRequest.AboutOneofCase.Message => ReportKind.Message,
        V1.FileReportRequest.AboutOneofCase.Moment => ReportKind.Moment,
        _ => throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)),
    };

    private FileReport About(V1.FileReportRequest request, FileReport report) => report.Kind switch
    {
        ReportKind.Person => report with { Person = Person(request.Person.UserId) },
        ReportKind.Room => report with { Room = Room(request.Room.RoomId) },
        ReportKind.Message => report with
        {
            Room = Room(request.Message.RoomId), EventVersion = (long)Math.Min(request.Message.EventVersion, long.MaxValue),
        },
        ReportKind.Moment => report with
        {
            Room = Room(request.Moment.RoomId),
            At = request.Moment.AtUnixMs == 0 ? null : Time(request.Moment.AtUnixMs),
            Person = request.Moment.UserId.Length == 0 ? null : Person(request.Moment.UserId),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(report), report.Kind, "Not a kind of report."),
    };

    private IAccountSafetyGrain Standing(string userId) => grains.GetGrain<IAccountSafetyGrain>(Person(userId).Value);

    private TEnum Known<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
            Enum.IsDefined(value) ? value : throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown));

    // A text that cannot be an id is not asked for: each invented one would cost an activation.
    private UserId Person(string id) =>
        Identifiers.IsWellFormed(id) ? new UserId(id) : throw metrics.Refuse(SafetyErrors.Of(SafetyRejection.PersonUnknown));

    private RoomId Room(string id) =>
        Identifiers.IsWellFormed(id) ? new RoomId(id) : throw metrics.Refuse(SafetyErrors.Of(SafetyRejection.RoomUnknown));

    private string Case(string id) =>
        Identifiers.IsWellFormed(id) ? id : throw metrics.Refuse(SafetyErrors.Of(SafetyRejection.CaseUnknown));

    private DateTimeOffset Time(long unixMs) =>
        unixMs > 0 && unixMs < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
            : throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown));

    private T Accepted<T>(SafetyReply<T> reply)
        where T : class => reply.IsAccepted
            ? reply.Value
            : throw metrics.Refuse(
                SafetyErrors.Of(reply.Rejection.Value) with { RetryAfter = reply.RetryAfter ?? TimeSpan.Zero });
}

using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Reports, and the work on them. Everybody may report and see their own standing. All else needs an account with that
/// power, or the operator's key (<see cref="AudioRoomsClient.AsOperator"/>). Thread-safe.</summary>
public sealed class ModerationApi
{
    private readonly ServerCalls calls;
    private readonly string? operatorKey;
    private readonly Moderation.ModerationClient stub;

    internal ModerationApi(ServerCalls calls, GrpcChannel channel, string? operatorKey)
    {
        this.calls = calls;
        this.operatorKey = operatorKey;
        stub = new Moderation.ModerationClient(channel);
    }

    /// <summary>Reports a person, a room, a message or a moment. The reported person is never told who reported.</summary>
    public Task<ReportReceipt> ReportAsync(FileReportRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.FileReportAsync, request, cancellation);

    /// <summary>Power, suspension and penalties of the caller's account.</summary>
    public Task<MyStanding> MyStandingAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetMyStandingAsync, new GetMyStandingRequest(), cancellation);

    /// <summary>Appeals against a suspension, once per case. Needs no access token, only the ticket that came with the refused
    /// sign-in.</summary>
    /// <param name="ticket"><see cref="RefusedException.AppealTicket"/>.</param>
    /// <param name="text">1 to 1,000 characters.</param>
    /// <param name="caseId">The case of the suspension; empty for the newest one.</param>
    public Task AppealAsync(string ticket, string text, string caseId = "", CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(
            stub.FileAppealAsync, new FileAppealRequest { Ticket = ticket, Text = text, CaseId = caseId }, cancellation);

    /// <summary>Cases in a state, oldest first.</summary>
    public IAsyncEnumerable<SafetyCase> CasesAsync(
        CaseState state = CaseState.Unspecified, CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsOperatorOrPersonAsync(
                operatorKey, stub.ListCasesAsync, new ListCasesRequest { State = state, PageToken = token }, stop),
            page => page.Cases,
            page => page.NextPageToken,
            cancellation);

    /// <summary>A case with its reports. The audit log records the reading.</summary>
    public Task<CaseFile> OpenCaseAsync(string caseId, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(operatorKey, stub.OpenCaseAsync, new OpenCaseRequest { CaseId = caseId }, cancellation);

    /// <summary>Claims a case for the caller.</summary>
    public Task<SafetyCase> ClaimCaseAsync(string caseId, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(operatorKey, stub.ClaimCaseAsync, new ClaimCaseRequest { CaseId = caseId }, cancellation);

    /// <summary>Decides a case; a decision without penalties dismisses the reports.</summary>
    public Task<SafetyCase> DecideCaseAsync(DecideCaseRequest request, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(operatorKey, stub.DecideCaseAsync, request, cancellation);

    /// <summary>Decides an appeal. The caller must be another reviewer than that of the case.</summary>
    public Task<SafetyCase> DecideAppealAsync(
        string caseId, bool uphold, string note, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(
            operatorKey,
            stub.DecideAppealAsync,
            new DecideAppealRequest { CaseId = caseId, Uphold = uphold, Note = note },
            cancellation);

    /// <summary>Suspends an account. All its connections end within 2 s.</summary>
    /// <param name="until">When the suspension ends by itself; null for no end.</param>
    /// <param name="reason">1 to 1,000 characters.</param>
    public Task<AccountStanding> SuspendAsync(
        string userId, DateTimeOffset? until, string reason, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(
            operatorKey,
            stub.SuspendAccountAsync,
            new SuspendAccountRequest { UserId = userId, UntilUnixMs = until?.ToUnixTimeMilliseconds() ?? 0, Reason = reason },
            cancellation);

    /// <summary>Ends a suspension.</summary>
    public Task<AccountStanding> ReinstateAsync(string userId, string reason, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(
            operatorKey,
            stub.ReinstateAccountAsync,
            new ReinstateAccountRequest { UserId = userId, Reason = reason },
            cancellation);

    /// <summary>Power and suspension of an account.</summary>
    public Task<AccountStanding> StandingAsync(string userId, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(
            operatorKey, stub.GetStandingAsync, new GetStandingRequest { UserId = userId }, cancellation);
}

using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>
/// Reports, and the work on them. Reporting and one's own standing are for everybody; the rest needs an account with that power,
/// or the operator's key (<see cref="AudioRoomsClient.AsOperator"/>). Thread-safe.
/// </summary>
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

    /// <summary>Reports a person, a room, a message or a moment. Whoever is reported never learns by whom.</summary>
    public Task<ReportReceipt> ReportAsync(FileReportRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.FileReportAsync, request, cancellation);

    /// <summary>How the caller's account stands, and what was decided about it.</summary>
    public Task<MyStanding> MyStandingAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetMyStandingAsync, new GetMyStandingRequest(), cancellation);

    /// <summary>
    /// Against a suspension, once per case. Needs no token, only the ticket that came with the refused sign-in.
    /// </summary>
    /// <param name="ticket"><see cref="RefusedException.AppealTicket"/>.</param>
    /// <param name="text">1 to 1,000 characters.</param>
    /// <param name="caseId">Of a penalty; empty for the newest suspension.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task AppealAsync(string ticket, string text, string caseId = "", CancellationToken cancellation = default) =>
        calls.AsAnybodyAsync(
            stub.FileAppealAsync, new FileAppealRequest { Ticket = ticket, Text = text, CaseId = caseId }, cancellation);

    /// <summary>Cases in a state, the oldest first.</summary>
    public IAsyncEnumerable<SafetyCase> CasesAsync(
        CaseState state = CaseState.Unspecified, CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsOperatorOrPersonAsync(
                operatorKey, stub.ListCasesAsync, new ListCasesRequest { State = state, PageToken = token }, stop),
            page => page.Cases,
            page => page.NextPageToken,
            cancellation);

    /// <summary>A case with its reports. The look is audited.</summary>
    public Task<CaseFile> OpenCaseAsync(string caseId, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(operatorKey, stub.OpenCaseAsync, new OpenCaseRequest { CaseId = caseId }, cancellation);

    /// <summary>Says that one works on a case.</summary>
    public Task<SafetyCase> ClaimCaseAsync(string caseId, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(operatorKey, stub.ClaimCaseAsync, new ClaimCaseRequest { CaseId = caseId }, cancellation);

    /// <summary>Decides a case; without penalties the reports are dismissed.</summary>
    public Task<SafetyCase> DecideCaseAsync(DecideCaseRequest request, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(operatorKey, stub.DecideCaseAsync, request, cancellation);

    /// <summary>Decides an appeal, as somebody else than who decided the case.</summary>
    public Task<SafetyCase> DecideAppealAsync(
        string caseId, bool uphold, string note, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(
            operatorKey,
            stub.DecideAppealAsync,
            new DecideAppealRequest { CaseId = caseId, Uphold = uphold, Note = note },
            cancellation);

    /// <summary>Suspends an account: all its connections end within 2 s.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="until">When it ends by itself; null: for good.</param>
    /// <param name="reason">1 to 1,000 characters.</param>
    /// <param name="cancellation">Gives up waiting.</param>
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

    /// <summary>How an account stands.</summary>
    public Task<AccountStanding> StandingAsync(string userId, CancellationToken cancellation = default) =>
        calls.AsOperatorOrPersonAsync(
            operatorKey, stub.GetStandingAsync, new GetStandingRequest { UserId = userId }, cancellation);
}

using System.Collections.Immutable;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Safety;

/// <summary>
/// Where reports arrive and are worked on. Key: 0. What was there is captured with each report; reports about the same person or
/// room join one case until it is decided. Every privileged command stands in the audit log before it is carried out,
/// looking into a case included.
/// </summary>
[Alias("AudioRooms.ISafetyDeskGrain")]
public interface ISafetyDeskGrain : IGrainWithIntegerKey
{
    /// <summary>Files a report. At most 20 in 24 hours by one person.</summary>
    [Alias("File")]
    Task<SafetyReply<ReportReceipt>> FileAsync(FileReport report);

    /// <summary>A page of the queue, the oldest case first.</summary>
    /// <param name="state">Only cases in this state; null for all.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List"), AlwaysInterleave]
    Task<CasePage> ListAsync(CaseState? state, int pageSize, string? pageToken);

    /// <summary>A case with its reports; the look is audited first.</summary>
    [Alias("Open")]
    Task<SafetyReply<CaseFile>> OpenAsync(SafetyActor actor, string caseId);

    /// <summary>Takes a case to work on. One that was taken more than a day ago may be taken over.</summary>
    [Alias("Claim")]
    Task<SafetyReply<CaseView>> ClaimAsync(SafetyActor actor, string caseId);

    /// <summary>Decides a claimed case and carries the penalties out.</summary>
    [Alias("Decide")]
    Task<SafetyReply<CaseView>> DecideAsync(SafetyActor actor, string caseId, CaseDecision decision);

    /// <summary>Suspends an account that nobody has reported; makes a decided case of it, so that it can be appealed.</summary>
    /// <param name="actor">Who; must stand above the account.</param>
    /// <param name="user">Whose account.</param>
    /// <param name="until">When it ends by itself; null if it does not.</param>
    /// <param name="reason">1 to 1,000 characters.</param>
    [Alias("Suspend")]
    Task<SafetyReply<AccountStanding>> SuspendAsync(SafetyActor actor, UserId user, DateTimeOffset? until, string reason);

    /// <summary>The accused asks for another look, once. Only against a suspension.</summary>
    /// <param name="accused">Who asks, as authenticated.</param>
    /// <param name="caseId">Which case; null for their newest suspension.</param>
    /// <param name="text">1 to 1,000 characters.</param>
    [Alias("Appeal")]
    Task<SafetyReply<CaseView>> AppealAsync(UserId accused, string? caseId, string text);

    /// <summary>Decides an appeal. Whoever decided the case may not.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">Which case.</param>
    /// <param name="uphold">True if the decision stands; false reinstates the account.</param>
    /// <param name="note">Why: 1 to 1,000 characters.</param>
    [Alias("DecideAppeal")]
    Task<SafetyReply<CaseView>> DecideAppealAsync(SafetyActor actor, string caseId, bool uphold, string note);

    /// <summary>How somebody stands, for themselves.</summary>
    [Alias("GetOwnStanding"), AlwaysInterleave]
    Task<OwnStanding> GetOwnStandingAsync(UserId user);

    /// <summary>A page of the accounts that are not deleted, by handle, suspended ones included.</summary>
    /// <param name="beginning">Only handles that begin so; empty for all.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("ListAccounts"), AlwaysInterleave]
    Task<AccountPage> ListAccountsAsync(string beginning, int pageSize, string? pageToken);

    /// <summary>Accounts by their ids. What is not there, or deleted, is left out.</summary>
    /// <param name="users">At most 100.</param>
    [Alias("FindAccounts"), AlwaysInterleave]
    Task<ImmutableArray<AccountRow>> FindAccountsAsync(ImmutableArray<UserId> users);

    /// <summary>
    /// Why somebody's newest suspension was decided, in words for that person: what the operator wrote who suspended them
    /// unreported, else what the reports were about, without who reported. Null if they were never suspended.
    /// </summary>
    [Alias("GetSuspensionReason"), AlwaysInterleave]
    Task<string?> GetSuspensionReasonAsync(UserId user);
}

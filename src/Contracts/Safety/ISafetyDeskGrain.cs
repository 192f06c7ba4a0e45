using System.Collections.Immutable;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Safety;

/// <summary>Receives reports and lets reviewers decide them. Key: 0. Each report captures evidence of what was there. Reports
/// about the same person or room join one case until it is decided. Every privileged command, reading a case included, is written
/// to the audit log before it is carried out.</summary>
[Alias("AudioRooms.ISafetyDeskGrain")]
public interface ISafetyDeskGrain : IGrainWithIntegerKey
{
    /// <summary>Files a report. A person may file 20 in 24 hours.</summary>
    [Alias("File")]
    Task<SafetyReply<ReportReceipt>> FileAsync(FileReport report);

    /// <summary>A page of the queue, oldest case first.</summary>
    /// <param name="state">Only cases in this state; null for all.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List"), AlwaysInterleave]
    Task<CasePage> ListAsync(CaseState? state, int pageSize, string? pageToken);

    /// <summary>A case with its reports. The audit log records the reading first.</summary>
    [Alias("Open")]
    Task<SafetyReply<CaseFile>> OpenAsync(SafetyActor actor, string caseId);

    /// <summary>Claims a case for a reviewer. A claim that is older than a day may be taken over.</summary>
    [Alias("Claim")]
    Task<SafetyReply<CaseView>> ClaimAsync(SafetyActor actor, string caseId);

    /// <summary>Decides a claimed case and carries out the penalties.</summary>
    [Alias("Decide")]
    Task<SafetyReply<CaseView>> DecideAsync(SafetyActor actor, string caseId, CaseDecision decision);

    /// <summary>Suspends an account without a report. Creates a decided case, so that the suspension can be appealed.</summary>
    /// <param name="actor">Must have more power than the account.</param>
    /// <param name="user">The owner of the account.</param>
    /// <param name="until">When the suspension ends by itself; null for no end.</param>
    /// <param name="reason">1 to 1,000 characters.</param>
    [Alias("Suspend")]
    Task<SafetyReply<AccountStanding>> SuspendAsync(SafetyActor actor, UserId user, DateTimeOffset? until, string reason);

    /// <summary>Appeals against a suspension, once per case.</summary>
    /// <param name="accused">The authenticated user.</param>
    /// <param name="caseId">The case; null for the user's newest suspension.</param>
    /// <param name="text">1 to 1,000 characters.</param>
    [Alias("Appeal")]
    Task<SafetyReply<CaseView>> AppealAsync(UserId accused, string? caseId, string text);

    /// <summary>Decides an appeal. The reviewer who decided the case may not.</summary>
    /// <param name="actor">The reviewer.</param>
    /// <param name="uphold">True to leave the decision in force; false to reinstate the account.</param>
    /// <param name="note">The reason: 1 to 1,000 characters.</param>
    [Alias("DecideAppeal")]
    Task<SafetyReply<CaseView>> DecideAppealAsync(SafetyActor actor, string caseId, bool uphold, string note);

    /// <summary>A person's own standing and penalties.</summary>
    [Alias("GetOwnStanding"), AlwaysInterleave]
    Task<OwnStanding> GetOwnStandingAsync(UserId user);

    /// <summary>A page of the accounts that are not deleted, in the order of their handles, suspended ones included.</summary>
    /// <param name="beginning">Only handles that begin with this; empty for all.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("ListAccounts"), AlwaysInterleave]
    Task<AccountPage> ListAccountsAsync(string beginning, int pageSize, string? pageToken);

    /// <summary>Accounts by their ids. Unknown and deleted accounts are left out.</summary>
    /// <param name="users">At most 100.</param>
    [Alias("FindAccounts"), AlwaysInterleave]
    Task<ImmutableArray<AccountRow>> FindAccountsAsync(ImmutableArray<UserId> users);

    /// <summary>The reason of a person's newest suspension, worded for that person: the operator's own words for a suspension
    /// without a report, otherwise the subjects of the reports without the reporters' names. Null if the person was never
    /// suspended.</summary>
    [Alias("GetSuspensionReason"), AlwaysInterleave]
    Task<string?> GetSuspensionReasonAsync(UserId user);
}

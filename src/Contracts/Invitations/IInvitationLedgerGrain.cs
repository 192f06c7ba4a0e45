using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Invitations;

/// <summary>The invitations of one member: how many were granted, which are open, who joined with them. Key: the user's id. The
/// grain takes one call at a time, so one invitation admits one person. The tree of inviters is kept here and shown to no
/// user.</summary>
[Alias("AudioRooms.IInvitationLedgerGrain")]
public interface IInvitationLedgerGrain : IGrainWithStringKey
{
    /// <summary>Credits the starting grant. Called when the member joins; a repeated call changes nothing.</summary>
    /// <param name="inviter">Key of the ledger whose invitation the member accepted; null if there was none.</param>
    [Alias("Open")]
    Task OpenAsync(string? inviter);

    /// <summary>Creates an invitation. A repeated key returns the same invitation.</summary>
    /// <param name="key">SHA-256 of the secret. The secret itself never comes here.</param>
    /// <param name="kind">What the invited person receives: a link or a code.</param>
    [Alias("Issue")]
    Task<InvitationReply<InvitationView>> IssueAsync(string key, InvitationKind kind);

    /// <summary>Revokes an open invitation. The member may then create another one in its place.</summary>
    [Alias("Revoke")]
    Task<InvitationReply<InvitationView>> RevokeAsync(string key);

    /// <summary>A page of the member's invitations, newest first.</summary>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<InvitationPage> ListAsync(int pageSize, string? pageToken);

    /// <summary>Credits invitations that the member has earned. The same occasion is credited once.</summary>
    /// <param name="occasion">Names the reason of the credit; at most 64 characters.</param>
    /// <param name="count">1 to 50.</param>
    [Alias("Earn")]
    Task<InvitationReply<InvitationPage>> EarnAsync(string occasion, int count);

    /// <summary>Pauses or resumes the invitations of this member and of everybody below in the tree of invitations.</summary>
    [Alias("SetPaused")]
    Task<InvitationReply<InvitationPage>> SetPausedAsync(bool isPaused);

    /// <summary>Reserves the invitation for a newcomer. True for the first newcomer and again for the same one; false for any
    /// other.</summary>
    [Alias("Accept")]
    Task<bool> AcceptAsync(string key, UserId newcomer);

    /// <summary>Gives back an invitation that was reserved for a newcomer who did not complete the sign-up.</summary>
    [Alias("Release")]
    Task ReleaseAsync(string key, UserId newcomer);

    /// <summary>This ledger's place in the tree of invitations.</summary>
    [Alias("GetBranch"), ReadOnly]
    Task<InvitationBranch> GetBranchAsync();

    /// <summary>Forgets the member. Open invitations end. The place in the tree stays, so that a pause further up still reaches
    /// the members below.</summary>
    [Alias("Forget")]
    Task ForgetAsync();
}

/// <summary>One step up the tree of invitations.</summary>
/// <param name="Inviter">Key of the ledger above; null at a root.</param>
/// <param name="IsPaused">True if invitations of this ledger and of all below do not admit anybody.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InvitationBranch")]
public sealed record InvitationBranch([property: Id(0)] string? Inviter, [property: Id(1)] bool IsPaused);

using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Invitations;

/// <summary>
/// The invitations of one member: what was granted, what is out, who came. Key: the user's id. Its turn order is what gives one
/// seat to one person. Who invited whom is kept here and shown to nobody.
/// </summary>
[Alias("AudioRooms.IInvitationLedgerGrain")]
public interface IInvitationLedgerGrain : IGrainWithStringKey
{
    /// <summary>Called once, when the member joins: credits the starting grant. Repeating it changes nothing.</summary>
    /// <param name="inviter">Key of the ledger whose invitation was accepted; null if nobody invited.</param>
    [Alias("Open")]
    Task OpenAsync(string? inviter);

    /// <summary>Makes an invitation. The same key again is the same invitation.</summary>
    /// <param name="key">SHA-256 of the secret, which never comes here.</param>
    /// <param name="kind">What the invited person holds.</param>
    [Alias("Issue")]
    Task<InvitationReply<InvitationView>> IssueAsync(string key, InvitationKind kind);

    /// <summary>Calls an open invitation back; its place can be given to somebody else.</summary>
    [Alias("Revoke")]
    Task<InvitationReply<InvitationView>> RevokeAsync(string key);

    /// <summary>The member's invitations, newest first.</summary>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<InvitationPage> ListAsync(int pageSize, string? pageToken);

    /// <summary>Credits invitations that the member has earned. The same occasion counts once.</summary>
    /// <param name="occasion">What for; at most 64 characters.</param>
    /// <param name="count">1 to 50.</param>
    [Alias("Earn")]
    Task<InvitationReply<InvitationPage>> EarnAsync(string occasion, int count);

    /// <summary>Holds back the invitations of this member and of everybody who came through them, or lets them go on.</summary>
    [Alias("SetPaused")]
    Task<InvitationReply<InvitationPage>> SetPausedAsync(bool isPaused);

    /// <summary>Gives the invitation's seat to the newcomer; true again for the same newcomer.</summary>
    [Alias("Accept")]
    Task<bool> AcceptAsync(string key, UserId newcomer);

    /// <summary>Takes back a seat that a newcomer was given and never sat on.</summary>
    [Alias("Release")]
    Task ReleaseAsync(string key, UserId newcomer);

    /// <summary>Where this ledger stands in the tree.</summary>
    [Alias("GetBranch"), ReadOnly]
    Task<InvitationBranch> GetBranchAsync();

    /// <summary>
    /// Forgets the member. Open invitations end; the place in the tree stays, so that a pause above still reaches below.
    /// </summary>
    [Alias("Forget")]
    Task ForgetAsync();
}

/// <summary>One step of the way up the tree of invitations.</summary>
/// <param name="Inviter">Key of the ledger above; null at a root.</param>
/// <param name="IsPaused">True if nobody may join through this ledger or those below.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InvitationBranch")]
public sealed record InvitationBranch([property: Id(0)] string? Inviter, [property: Id(1)] bool IsPaused);

using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour.Scenes;

/// <summary>The operator admits Ada from the waiting list; members invite everybody else.</summary>
internal sealed class Newcomers : IScene
{
    private const int Grant = 2;

    /// <summary>Each newcomer with the member who invites them. Every member has two invitations. Most invitations are links,
    /// because a server accepts only a few typed codes a minute.</summary>
    private static readonly (string Inviter, string Newcomer, InvitationKind Kind)[] Chain =
    [
        ("Ada", "Ben", InvitationKind.Link),
        ("Ada", "Chloe", InvitationKind.Code),
        ("Ben", "Dmitri", InvitationKind.Link),
        ("Ben", "Elena", InvitationKind.Link),
        ("Chloe", "Farid", InvitationKind.Link),
        ("Chloe", "Grace", InvitationKind.Code),
        ("Dmitri", "Hugo", InvitationKind.Link),
        ("Dmitri", "Ines", InvitationKind.Link),
        ("Elena", "Jonas", InvitationKind.Link),
        ("Elena", "Keiko", InvitationKind.Link),
        ("Farid", "Max", InvitationKind.Link),
    ];

    public string Title => "Twelve people arrive";

    public async Task PlayAsync(Evening evening, CancellationToken cancellation)
    {
        var ledger = evening.Ledger;
        await SignUpUninvitedAsync(evening, cancellation).ConfigureAwait(false);

        var waiting = await evening.Stranger.Invitations.JoinWaitingListAsync(
            evening.HandleOf("Ada"), cancellation).ConfigureAwait(false);
        var early = await evening.Stranger.Invitations.WaitingPlaceAsync(waiting.Ticket, cancellation).ConfigureAwait(false);
        await evening.Operator.LetInAsync(evening.HandleOf("Ada"), cancellation).ConfigureAwait(false);
        var late = await evening.Stranger.Invitations.WaitingPlaceAsync(waiting.Ticket, cancellation).ConfigureAwait(false);
        ledger.Check(
            "S31", "Ada has no invitation; she joins the waiting list, and the operator lets her in", early.LetInAtUnixMs == 0
                && late.LetInAtUnixMs > 0, late);
        await evening.SignUpAsync("Ada", waiting.Ticket, cancellation).ConfigureAwait(false);

        foreach (var (inviter, newcomer, kind) in Chain)
        {
            await InviteAsync(evening, inviter, newcomer, kind, cancellation).ConfigureAwait(false);
        }

        ledger.Check("S32", "A member who has given away both invitations cannot give a third", await Evening.RefusalOfAsync(
            () => evening["Ada"].Client.Invitations.CreateAsync(InvitationKind.Link, cancellation: cancellation))
                .ConfigureAwait(false) == InvitationCodes.NoneLeft);
        var given = await Evening.AllAsync(
            evening["Ada"].Client.Invitations.ListMineAsync(cancellation), cancellation).ConfigureAwait(false);
        ledger.Check(
            "S33", "Ada sees the people who came by her invitations; other people do not see them",
            given.Select(invitation => invitation.AcceptedByUserId)
                .ToHashSet()
                .SetEquals([evening["Ben"].Id, evening["Chloe"].Id]), given.Count);
    }

    /// <summary>A sign-up without an invitation. Some servers accept it and others refuse it; both are right by the server's
    /// policy.</summary>
    private static async Task SignUpUninvitedAsync(Evening evening, CancellationToken cancellation)
    {
        var refusal = await Evening.RefusalOfAsync(() => evening.SignUpAsync("Nobody", "", cancellation)).ConfigureAwait(false);
        var isOpen = refusal is null;
        evening.Ledger.Check(
            "S4 S31",
            isOpen
                ? "This server has open sign-up: a person without an invitation can sign up"
                : "This server has sign-up by invitation: a person without an invitation cannot sign up",
            refusal is null or AccountCodes.InvitationRequired,
            refusal);
        evening.Places["policy"] = isOpen ? "open" : "invitation";
    }

    private static async Task InviteAsync(
        Evening evening, string inviter, string newcomer, InvitationKind kind, CancellationToken cancellation)
    {
        var invitations = evening[inviter].Client.Invitations;
        var before = await invitations.MineAsync(cancellation).ConfigureAwait(false);
        var created = await invitations.CreateAsync(kind, cancellation: cancellation).ConfigureAwait(false);
        var after = await invitations.MineAsync(cancellation).ConfigureAwait(false);
        var guest = await evening.SignUpAsync(newcomer, created.Secret, cancellation).ConfigureAwait(false);
        var own = await guest.Client.Invitations.MineAsync(cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S32",
            $"{inviter} sees {before.Remaining} left and gives one to {newcomer}",
            after.Remaining + 1 == before.Remaining,
            after.Remaining);
        evening.Ledger.Check("S33", $"{newcomer} has {Grant} to pass on", own.Remaining == Grant, own.Remaining);
        if (newcomer == "Ben")
        {
            var again = await Evening.RefusalOfAsync(() => evening.Stranger.Accounts.SignUpAsync(
                evening.HandleOf("Thief"), $"correct horse {evening.Mark}", "Thief", created.Secret, cancellation))
                    .ConfigureAwait(false);
            evening.Ledger.Check("S33", "An invitation works once", again == AccountCodes.InvitationInvalid, again);
        }
    }
}

using System.CommandLine;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <c>invite …</c>: invites people, and joins the waiting list.
internal static class InviteVerb
{
    public static Command Create(CliContext context) => new("invite", "Invite people, or wait for an invitation.")
    {
        MakeCreate(context),
        MakeList(context),
        MakeRevoke(context),
        MakeFromWaitingList(context),
        MakeWait(context),
        MakePlace(context),
    };

    private static Command MakeCreate(CliContext context)
    {
        var code = new Option<bool>("--code") { Description = "Make a code to read out and type, instead of a link's token." };
        return new Command("create", "Make an invitation for one person.") { code }.Does(context, async call =>
        {
            var kind = call.Parsed.GetValue(code) ? InvitationKind.Code : InvitationKind.Link;
            var created = await call.Client.Invitations.CreateAsync(kind, cancellation: call.Cancellation).ConfigureAwait(false);
            call.Out.Made(
                new { created.Invitation.InvitationId, created.Secret, ExpiresAt = WireText.Time(
                    created.Invitation.ExpiresAtUnixMs) },
                created.Secret,
                $"Valid for one person, until {WireText.Time(created.Invitation.ExpiresAtUnixMs):yyyy-MM-dd}: signup "
                + $"--invitation {created.Secret}");
        });
    }

    private static Command MakeList(CliContext context) =>
        new Command("list", "List the invitations that you made, and how many you have left.").Does(context, async call =>
        {
            var remaining = (await call.Client.Invitations.MineAsync(call.Cancellation).ConfigureAwait(false)).Remaining;
            var mine = await call.Client.Invitations.ListMineAsync(call.Cancellation)
                .ToListAsync(call.Cancellation)
                .ConfigureAwait(false);
            var names = new Dictionary<string, string>();
            foreach (var taker in mine.Select(given => given.AcceptedByUserId).Where(id => id.Length > 0).Distinct())
            {
                names[taker] = await PersonArgument.HandleOfAsync(call.Client, taker, call.Cancellation).ConfigureAwait(false);
            }

            call.Out.Table(
                mine.Select(given => new
                {
                    given.InvitationId,
                    Kind = given.Kind.Word(),
                    State = given.State.Word(),
                    ExpiresAt = WireText.Time(given.ExpiresAtUnixMs),
                    AcceptedBy = given.AcceptedByUserId,
                    Remaining = remaining,
                }).ToList(),
                $"You have made no invitation; {remaining} are left.",
                ("invitation", given => given.InvitationId),
                ("kind", given => given.Kind),
                ("state", given => given.State),
                ("until", given => given.ExpiresAt),
                ("taken by", given => names.GetValueOrDefault(given.AcceptedBy, "")),
                ("left to give", given => given.Remaining));
        });

    private static Command MakeRevoke(CliContext context)
    {
        var id = new Argument<string>("invitation") { Description = "Id of the invitation; invite list prints it." };
        return new Command("revoke", "Take back an unused invitation.") { id }.Does(context, async call =>
        {
            var revoked = await call.Client.Invitations.RevokeAsync(
                call.Parsed.GetRequiredValue(id), call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { revoked.InvitationId, State = revoked.State.Word() }, ("state", revoked.State.Word()));
        });
    }

    private static Command MakeFromWaitingList(CliContext context)
    {
        var handle = WaitingHandle();
        return new Command(
            "waiting", "Give one of your invitations to somebody on the waiting list.") { handle }.Does(context, async call =>
            Show(call, await call.Client.Invitations.InviteFromWaitingListAsync(
                call.Parsed.GetRequiredValue(handle), call.Cancellation).ConfigureAwait(false)));
    }

    private static Command MakeWait(CliContext context)
    {
        var handle = WaitingHandle();
        var verb = new Command("wait", "Join the waiting list; needs no account.") { handle };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.Anonymous();
            var waiting = await client.Invitations.JoinWaitingListAsync(
                parsed.GetRequiredValue(handle), cancellation).ConfigureAwait(false);
            new ResultWriter(context, access.AsJson).Made(
                new { waiting.Ticket, waiting.Place.Handle },
                waiting.Ticket,
                "Keep this ticket: it shows your place (invite place), and when you are let in, it becomes your invitation.");
            return 0;
        });
        return verb;
    }

    private static Command MakePlace(CliContext context)
    {
        var ticket = new Argument<string>("ticket") { Description = "Ticket that invite wait printed." };
        var verb = new Command("place", "Show your place on the waiting list.") { ticket };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.Anonymous();
            var place = await client.Invitations.WaitingPlaceAsync(
                parsed.GetRequiredValue(ticket), cancellation).ConfigureAwait(false);
            Show(new VerbCall(parsed, access, client, new ResultWriter(context, access.AsJson), cancellation), place);
            return 0;
        });
        return verb;
    }

    private static Argument<string> WaitingHandle() =>
        new("handle") { Description = "The handle by which members find you: 2 to 30 of the characters a-z, 0-9 and \"_\"." };

    private static void Show(VerbCall call, WaitingPlace place) => call.Out.One(
        new { place.Handle, JoinedAt = WireText.Time(place.JoinedAtUnixMs), LetInAt = WireText.Time(place.LetInAtUnixMs) },
        ("handle", place.Handle),
        ("since", WireText.Time(place.JoinedAtUnixMs)),
        ("let in", WireText.Time(place.LetInAtUnixMs) is { } at ? at : "not yet"));
}

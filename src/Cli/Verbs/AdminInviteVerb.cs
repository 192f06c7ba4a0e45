using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <summary><c>admin invite</c>: brings somebody in whom no member could invite, such as the first one of all.</summary>
internal static class AdminInviteVerb
{
    public static Command Create(CliContext context)
    {
        var handle = new Argument<string>(
            "handle") { Description = "Under which they will sign up: 2 to 30 of a-z, 0-9 and \"_\"." };
        var verb = new Command(
            "invite", "Make an invitation for somebody, as the first one where sign-up is by invitation.") { handle };
        return verb.DoesAsOperator(
            context, async (call, admin) =>
            {
                // A place on the waiting list whose holder is let in at once:
                // its ticket is an invitation that no member has to give.
                var name = call.Parsed.GetRequiredValue(handle).TrimStart('@');
                var waiting = await call.Client.Invitations.JoinWaitingListAsync(name, call.Cancellation).ConfigureAwait(false);
                await admin.LetInAsync(waiting.Place.Handle, call.Cancellation).ConfigureAwait(false);
                call.Out.Made(
                    new { waiting.Place.Handle, Secret = waiting.Ticket },
                    waiting.Ticket,
                    $"Good for one person: signup --handle {waiting.Place.Handle} --invitation {waiting.Ticket}");
            });
    }
}

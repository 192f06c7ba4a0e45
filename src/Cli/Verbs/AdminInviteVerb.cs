using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <c>admin invite</c>: invites a person without a member's help, for example the server's first member.
internal static class AdminInviteVerb
{
    public static Command Create(CliContext context)
    {
        var handle = new Argument<string>(
            "handle")
            {
                Description = "The handle with which the person will sign up: 2 to 30 of the characters a-z, 0-9 and \"_\".",
            };
        var verb = new Command(
            "invite",
            "Make an invitation for a person, for example the first one on a server with sign-up by invitation.") { handle };
        return verb.DoesAsOperator(
            context, async (call, admin) =>
            {
                // The verb joins the waiting list for the handle and admits it at once. The list's ticket then works as an
                // invitation, without a member who gives one.
                var name = call.Parsed.GetRequiredValue(handle).TrimStart('@');
                var waiting = await call.Client.Invitations.JoinWaitingListAsync(name, call.Cancellation).ConfigureAwait(false);
                await admin.LetInAsync(waiting.Place.Handle, call.Cancellation).ConfigureAwait(false);
                call.Out.Made(
                    new { waiting.Place.Handle, Secret = waiting.Ticket },
                    waiting.Ticket,
                    $"Valid for one person: signup --handle {waiting.Place.Handle} --invitation {waiting.Ticket}");
            });
    }
}

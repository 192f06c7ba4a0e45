using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <summary><c>admin …</c>: for whoever runs the server.</summary>
internal static class AdminVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("admin", "For whoever runs the server: needs the operator key.")
        {
            MakeWaiting(context),
            MakeLetIn(context),
            AdminInviteVerb.Create(context),
            MakeGrant(context),
            MakePause(context, "pause", "Hold back the invitations of a member and of all who came through them.", paused: true),
            MakePause(context, "resume", "Let a member's invitations go on.", paused: false),
            MakeVerify(context, "verify", "Vouch for somebody.", verified: true),
            MakeVerify(context, "unverify", "Vouch for somebody no longer.", verified: false),
            MakeRebuild(context),
            WebhookVerbs.Create(context),
        };
        foreach (var command in SafetyVerbs.Create(context))
        {
            verb.Subcommands.Add(command);
        }

        return verb;
    }

    // The operator key is nobody who could search: people are named by their ids.
    private static Argument<string> UserArgument() => new("user") { Description = "Id of the person, see search person." };

    private static Command MakeWaiting(CliContext context) =>
        new Command("waiting", "The waiting list, longest waiting first.").DoesAsOperator(context, (call, admin) => call.Out.TableAsync(
            admin.WaitingAsync(call.Cancellation).Select(place => new { place.Handle, JoinedAt = WireText.Time(place.JoinedAtUnixMs) }),
            "Nobody waits.",
            ("handle", place => place.Handle),
            ("since", place => place.JoinedAt)));

    private static Command MakeLetIn(CliContext context)
    {
        var handle = new Argument<string>("handle") { Description = "See admin waiting." };
        return new Command("let-in", "Let somebody in from the waiting list.") { handle }.DoesAsOperator(context, async (call, admin) =>
        {
            var place = await admin.LetInAsync(call.Parsed.GetRequiredValue(handle), call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { place.Handle, LetInAt = WireText.Time(place.LetInAtUnixMs) }, ("let in", place.Handle));
        });
    }

    private static Command MakeGrant(CliContext context)
    {
        var user = UserArgument();
        var count = new Argument<int>("count") { Description = "1 to 50." };
        var key = new Option<string>("--once")
        {
            Description = "Any word of at most 64 characters: repeated with the same one, nothing more is granted.", Required = true, HelpName = "WORD",
        };
        return new Command("grant", "Give a member more invitations to pass on.") { user, count, key }.DoesAsOperator(context, async (call, admin) =>
        {
            var remaining = await admin.GrantInvitationsAsync(
                call.Parsed.GetRequiredValue(user), call.Parsed.GetValue(count), call.Parsed.GetRequiredValue(key), call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { Remaining = remaining }, ("has now", remaining));
        });
    }

    private static Command MakePause(CliContext context, string name, string description, bool paused)
    {
        var user = UserArgument();
        return new Command(name, description) { user }.DoesAsOperator(context, async (call, admin) =>
        {
            await admin.PauseBranchAsync(call.Parsed.GetRequiredValue(user), paused, call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { Paused = paused }, ("paused", paused ? "yes" : "no"));
        });
    }

    private static Command MakeVerify(CliContext context, string name, string description, bool verified)
    {
        var user = UserArgument();
        return new Command(name, description) { user }.DoesAsOperator(context, async (call, admin) =>
        {
            var profile = await admin.SetVerifiedAsync(call.Parsed.GetRequiredValue(user), verified, call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { profile.Person.Handle, profile.Verified }, ("verified", profile.Verified ? "yes" : "no"));
        });
    }

    private static Command MakeRebuild(CliContext context) =>
        new Command("rebuild-index", "Write the search index anew.").DoesAsOperator(context, async (call, admin) =>
        {
            var documents = await admin.RebuildIndexAsync(call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { Documents = documents }, ("documents", documents));
        });
}

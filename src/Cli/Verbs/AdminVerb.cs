using System.CommandLine;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Cli.Verbs.Rooms;
using AudioRooms.Client.Api;

namespace AudioRooms.Cli.Verbs;

/// <c>admin …</c>: verbs for the server's operator.
internal static class AdminVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("admin", "For the server's operator: needs the operator key.")
        {
            MakeUsers(context),
            MakeRoom(context),
            MakeWaiting(context),
            MakeLetIn(context),
            AdminInviteVerb.Create(context),
            MakeGrant(context),
            MakePause(context, "pause",
                "Hold back the invitations of a member and of all people who came by them.", paused: true),
            MakePause(context, "resume", "Release a member's invitations again.", paused: false),
            MakeVerify(context, "verify", "Give a person the verified mark.", verified: true),
            MakeVerify(context, "unverify", "Take a person's verified mark.", verified: false),
            MakeRebuild(context),
            WebhookVerbs.Create(context),
        };
        foreach (var command in SafetyVerbs.Create(context))
        {
            verb.Subcommands.Add(command);
        }

        return verb;
    }

    private static Command MakeUsers(CliContext context)
    {
        var beginning = new Argument<string?>(
            "handle") { Description = "Beginning of the handles. Default: all accounts.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("users", "List the accounts by handle, including suspended ones.")
        {
            beginning,
        }.DoesAsOperator(context, (call, admin) => call.Out.TableAsync(
            admin.AccountsAsync((call.Parsed.GetValue(beginning) ?? "").TrimStart('@'), call.Cancellation).Select(account => new
            {
                account.Person.UserId, account.Person.Handle, Name = account.Person.DisplayName,
                Power = account.Standing.Power.Word(),
                account.Standing.Suspended, Until = WireText.Time(
                    account.Standing.UntilUnixMs), JoinedAt = WireText.Time(account.JoinedAtUnixMs),
            }),
            "There is no such account.",
            ("handle", account => account.Handle),
            ("name", account => account.Name),
            ("power", account => account.Power),
            ("suspended", account =>
                account.Suspended ? account.Until is { } until ? $"until {until:yyyy-MM-dd HH:mm} UTC" : "for good" : ""),
            ("joined", account => account.JoinedAt),
            ("id", account => account.UserId)));
    }

    private static Command MakeRoom(CliContext context)
    {
        var id = RoomVerb.IdArgument();
        var reason = new Option<string>(
            "--reason") { Description = "1 to 1,000 characters, for the audit log.", Required = true };
        var end = new Command(
            "end", "End any room for everybody.") { id, reason }.DoesAsOperator(context, async (call, admin) =>
        {
            var card = await admin.EndRoomAsync(
                call.Parsed.GetRequiredValue(id), call.Parsed.GetRequiredValue(reason), call.Cancellation).ConfigureAwait(false);
            call.Out.One(RoomJson.Of(card), ("ended", card.Title), ("of", card.Owner?.Handle));
        });
        return new Command("room", "Moderate other people's rooms.") { end };
    }

    private static Task<string> UserAsync(VerbCall call, OperatorApi admin, Argument<string> user) =>
        AccountArgument.ResolveAsync(admin, call.Parsed.GetRequiredValue(user), call.Cancellation);

    private static Command MakeWaiting(CliContext context) =>
        new Command(
            "waiting", "List the people on the waiting list, longest waiting "
                + "first.").DoesAsOperator(context, (call, admin) => call.Out.TableAsync(
            admin.WaitingAsync(call.Cancellation).Select(
                place => new { place.Handle, JoinedAt = WireText.Time(place.JoinedAtUnixMs) }),
            "Nobody waits.",
            ("handle", place => place.Handle),
            ("since", place => place.JoinedAt)));

    private static Command MakeLetIn(CliContext context)
    {
        var handle = new Argument<string>("handle") { Description = "See admin waiting." };
        return new Command(
            "let-in", "Let a person in from the waiting list.") { handle }.DoesAsOperator(context, async (call, admin) =>
        {
            var place = await admin.LetInAsync(call.Parsed.GetRequiredValue(handle), call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { place.Handle, LetInAt = WireText.Time(place.LetInAtUnixMs) }, ("let in", place.Handle));
        });
    }

    private static Command MakeGrant(CliContext context)
    {
        var user = AccountArgument.Create();
        var count = new Argument<int>("count") { Description = "1 to 50." };
        var key = new Option<string>("--once")
        {
            Description =
                "Any word of at most 64 characters. When you repeat the command with the same word, it grants nothing more.",
            Required = true, HelpName = "WORD",
        };
        return new Command(
            "grant",
            "Give a member more invitations to pass on.") { user, count, key }.DoesAsOperator(context, async (call, admin) =>
        {
            var remaining = await admin.GrantInvitationsAsync(
                await UserAsync(call, admin, user).ConfigureAwait(false),
                call.Parsed.GetValue(count),
                call.Parsed.GetRequiredValue(key),
                call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { Remaining = remaining }, ("has now", remaining));
        });
    }

    private static Command MakePause(CliContext context, string name, string description, bool paused)
    {
        var user = AccountArgument.Create();
        return new Command(name, description) { user }.DoesAsOperator(context, async (call, admin) =>
        {
            await admin.PauseBranchAsync(
                await UserAsync(call, admin, user).ConfigureAwait(false), paused, call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { Paused = paused }, ("paused", paused ? "yes" : "no"));
        });
    }

    private static Command MakeVerify(CliContext context, string name, string description, bool verified)
    {
        var user = AccountArgument.Create();
        return new Command(name, description) { user }.DoesAsOperator(context, async (call, admin) =>
        {
            var profile = await admin.SetVerifiedAsync(
                await UserAsync(call, admin, user).ConfigureAwait(false), verified, call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { profile.Person.Handle, profile.Verified }, ("verified", profile.Verified ? "yes" : "no"));
        });
    }

    private static Command MakeRebuild(CliContext context) =>
        new Command("rebuild-index", "Rebuild the search index.").DoesAsOperator(context, async (call, admin) =>
        {
            var documents = await admin.RebuildIndexAsync(call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { Documents = documents }, ("documents", documents));
        });
}

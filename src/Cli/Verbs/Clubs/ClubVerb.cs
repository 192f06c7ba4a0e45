using System.CommandLine;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Clubs;

/// <c>club …</c>: founds, finds and joins clubs.
internal static class ClubVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("club", "Found, join and run clubs.")
        {
            MakeFound(context),
            MakeList(context),
            MakeShow(context),
            MakeEdit(context),
            MakeJoin(context),
            MakeApply(context),
            Simple(context, "follow", "Follow a club without being a member.", (call, id) =>
                call.Client.Clubs.FollowAsync(id, call.Cancellation)),
            Simple(
                context, "leave", "End your membership, following, application or invitation.",
                (call, id) => call.Client.Clubs.LeaveAsync(id, call.Cancellation)),
            Simple(context, "close", "The owner: close the club for good.", (call, id) =>
                call.Client.Clubs.CloseAsync(id, call.Cancellation)),
        };
        foreach (var command in ClubPeopleVerbs.Create(context))
        {
            verb.Subcommands.Add(command);
        }

        return verb;
    }

    public static Argument<string> IdArgument() => new("club") { Description = "Id of the club." };

    public static void Show(VerbCall call, Club club)
    {
        var json = ClubJson.Of(club);
        call.Out.One(
            json,
            ("", $"{json.Name}, a {json.Kind} of {json.Owner}{(json.ClosedAt is null ? "" : ", closed")}"),
            ("club", json.ClubId),
            ("about", json.Description),
            ("rules", json.Rules),
            ("question", json.Question),
            ("topics", json.Topics),
            ("members", $"{json.Members}, followers {json.Followers}"),
            ("rooms by", json.RoomOpeners),
            ("you", json.YourPending == "none" ? json.YourRole : $"{json.YourRole}, {json.YourPending}"));
    }

    private static Command MakeFound(CliContext context)
    {
        var kind = WordOption.ArgumentOf<ClubKind>("kind", "What kind of club");
        var name = new Argument<string>("name") { Description = "1 to 40 characters; cannot be changed." };
        var settings = new ClubSettingsOptions();
        var verb = new Command("found", "Found a club; you own it.") { kind, name };
        settings.AddTo(verb);
        return verb.Does(context, async call =>
        {
            var request = new FoundClubRequest
            {
                Kind = WireText.Read<ClubKind>(call.Parsed.GetRequiredValue(kind)),
                Name = call.Parsed.GetRequiredValue(name),
                Settings = settings.Read(call.Parsed, new ClubSettings { Language = "en" }),
            };
            var club = await call.Client.Clubs.FoundAsync(request, call.Cancellation).ConfigureAwait(false);
            call.Out.Made(ClubJson.Of(club), club.ClubId, $"{club.Name} is founded.");
        });
    }

    private static Command MakeList(CliContext context)
    {
        var scope = WordOption.Of<ClubScope>("--scope", "Which clubs (default public)");
        return new Command("list", "List clubs, newest first.") { scope }.Does(context, call => call.Out.TableAsync(
            call.Client.Clubs.ListAsync(WireText.Read<ClubScope>(call.Parsed.GetValue(scope)), call.Cancellation)
                .Select(ClubJson.Of),
            "There are no such clubs.",
            ("club", club => club.ClubId),
            ("kind", club => club.Kind),
            ("name", club => club.Name),
            ("owner", club => club.Owner),
            ("members", club => club.Members),
            ("you", club => club.YourRole)));
    }

    private static Command MakeShow(CliContext context) =>
        Simple(context, "show", "Show a club.", (call, id) => call.Client.Clubs.GetAsync(id, call.Cancellation));

    private static Command MakeEdit(CliContext context)
    {
        var id = IdArgument();
        var settings = new ClubSettingsOptions();
        var verb = new Command("edit", "The owner: change the settings that you name; the others stay.") { id };
        settings.AddTo(verb);
        return verb.Does(context, async call =>
        {
            var clubId = call.Parsed.GetRequiredValue(id);
            var now = await call.Client.Clubs.GetAsync(clubId, call.Cancellation).ConfigureAwait(false);
            var changed = settings.Read(call.Parsed, now.Settings);
            Show(call, await call.Client.Clubs.EditAsync(clubId, changed, call.Cancellation).ConfigureAwait(false));
        });
    }

    private static Command MakeJoin(CliContext context)
    {
        var id = IdArgument();
        var accept = AcceptOption();
        return new Command("join", "Join a show, or any club you are invited to.") { id, accept }.Does(context, async call =>
        {
            var clubId = call.Parsed.GetRequiredValue(id);
            var edition = await AcceptedRulesAsync(call, clubId, call.Parsed.GetValue(accept)).ConfigureAwait(false);
            Show(call, await call.Client.Clubs.JoinAsync(clubId, edition, call.Cancellation).ConfigureAwait(false));
        });
    }

    private static Command MakeApply(CliContext context)
    {
        var id = IdArgument();
        var answer = new Option<string?>("--answer") { Description = "Answer to the club's question, at most 500 characters." };
        var accept = AcceptOption();
        return new Command("apply", "Apply to a community.") { id, answer, accept }.Does(context, async call =>
        {
            var clubId = call.Parsed.GetRequiredValue(id);
            var edition = await AcceptedRulesAsync(call, clubId, call.Parsed.GetValue(accept)).ConfigureAwait(false);
            Show(call, await call.Client.Clubs.ApplyAsync(
                clubId, call.Parsed.GetValue(answer) ?? "", edition, call.Cancellation).ConfigureAwait(false));
        });
    }

    private static Option<bool> AcceptOption() =>
        new("--accept-rules") { Description = "Accept the club's rules; club show prints them." };

    /// <summary>The edition of the rules that the caller accepts. Without the option that accepts them, a club with rules is
    /// refused.</summary>
    private static async Task<uint> AcceptedRulesAsync(VerbCall call, string clubId, bool accepts)
    {
        var club = await call.Client.Clubs.GetAsync(clubId, call.Cancellation).ConfigureAwait(false);
        return club.RulesEdition == 0 || accepts
            ? club.RulesEdition
            : throw new CliException(
                "rules_not_accepted",
                $"{club.Name} has rules:\n{club.Settings.Rules}",
                "If you accept the rules, add --accept-rules.");
    }

    private static Command Simple(CliContext context, string name, string description, Func<VerbCall, string, Task<Club>> work)
    {
        var id = IdArgument();
        return new Command(name, description) { id }.Does(
            context, async call => Show(call, await work(call, call.Parsed.GetRequiredValue(id)).ConfigureAwait(false)));
    }
}

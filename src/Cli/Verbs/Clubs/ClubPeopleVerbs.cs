using System.CommandLine;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Clubs;

/// <summary>The verbs of <c>club</c> that concern a person in it.</summary>
internal static class ClubPeopleVerbs
{
    public static IEnumerable<Command> Create(CliContext context) =>
    [
        MakePeople(context),
        About(context, "approve", "Owner and leaders: make an applicant a member.", (call, club, user) =>
            call.Client.Clubs.ApproveAsync(club, user, call.Cancellation)),
        About(context, "reject", "Owner and leaders: refuse an applicant.", (call, club, user) =>
            call.Client.Clubs.RejectAsync(club, user, call.Cancellation)),
        About(context, "invite", "Owner and leaders: invite a person.", (call, club, user) =>
            call.Client.Clubs.InviteAsync(club, user, call.Cancellation)),
        About(
            context, "appoint", "The owner: make a member a leader.",
            (call, club, user) => call.Client.Clubs.AppointAsync(club, user, ClubRole.Leader, call.Cancellation)),
        About(
            context, "dismiss", "The owner: make a leader a member.",
            (call, club, user) => call.Client.Clubs.AppointAsync(club, user, ClubRole.Member, call.Cancellation)),
        About(context, "remove", "The owner: remove a person, who may come back.", (call, club, user) =>
            call.Client.Clubs.RemoveAsync(club, user, call.Cancellation)),
        About(context, "ban", "The owner: ban a person.", (call, club, user) =>
            call.Client.Clubs.BanAsync(club, user, call.Cancellation)),
        About(context, "pardon", "The owner: end a ban.", (call, club, user) =>
            call.Client.Clubs.PardonAsync(club, user, call.Cancellation)),
        About(context, "hand-over", "The owner: hand the club to a member.", (call, club, user) =>
            call.Client.Clubs.HandOverAsync(club, user, call.Cancellation)),
    ];

    private static Command MakePeople(CliContext context)
    {
        var id = ClubVerb.IdArgument();
        var listing = WordOption.Of<ClubListing>("--listing", "Which people (default members)");
        return new Command("people", "List the people of a club.") { id, listing }.Does(context, call => call.Out.TableAsync(
            call.Client.Clubs.PeopleAsync(
                call.Parsed.GetRequiredValue(
                    id), WireText.Read<ClubListing>(call.Parsed.GetValue(listing)), call.Cancellation).Select(entry => new
                {
                    entry.UserId,
                    Handle = entry.Person?.Handle ?? "",
                    Name = entry.Person?.DisplayName ?? "",
                    Role = entry.Role.Word(),
                    entry.Answer,
                    Since = WireText.Time(entry.SinceUnixMs),
                }),
            "Nobody.",
            ("handle", entry => entry.Handle.Length > 0 ? entry.Handle : entry.UserId),
            ("name", entry => entry.Name),
            ("role", entry => entry.Role),
            ("since", entry => entry.Since),
            ("answer", entry => entry.Answer.ReplaceLineEndings(" "))));
    }

    private static Command About(
        CliContext context, string name, string description, Func<VerbCall, string, string, Task<Club>> work)
    {
        var id = ClubVerb.IdArgument();
        var person = PersonArgument.Create();
        return new Command(name, description) { id, person }.Does(context, async call =>
        {
            var user = await PersonArgument.ResolveAsync(
                call.Client, call.Parsed.GetRequiredValue(person), call.Cancellation).ConfigureAwait(false);
            ClubVerb.Show(call, await work(call, call.Parsed.GetRequiredValue(id), user).ConfigureAwait(false));
        });
    }
}

using System.CommandLine;
using System.Security.Cryptography;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Cli.Verbs.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <c>report person|room|moment|standing|appeal</c>: reports to the moderators, shows the caller's standing, and appeals.
internal static class ReportVerb
{
    public static Command Create(CliContext context) => new(
        "report", "Report people, rooms and what was just said, and show penalties against you.")
    {
        MakePerson(context),
        MakeRoom(context),
        MakeMoment(context),
        MakeStanding(context),
        MakeAppeal(context),
    };

    private static Command MakePerson(CliContext context)
    {
        var person = PersonArgument.Create();
        return About(context, "person", "Report somebody.", [person], async (call, request) => request.Person = new ReportedPerson
        {
            UserId = await PersonArgument.ResolveAsync(
                call.Client, call.Parsed.GetRequiredValue(person), call.Cancellation).ConfigureAwait(false),
        });
    }

    private static Command MakeRoom(CliContext context)
    {
        var room = RoomVerb.IdArgument();
        return About(context, "room", "Report a room.", [room], (call, request) =>
        {
            request.Room = new ReportedRoom { RoomId = call.Parsed.GetRequiredValue(room) };
            return Task.CompletedTask;
        });
    }

    private static Command MakeMoment(CliContext context)
    {
        var room = RoomVerb.IdArgument();
        var person = PersonArgument.CreateOptional();
        return About(context, "moment", "Report the last minute of a room.", [
            room,
            person,
        ], async (call, request) => request.Moment = new ReportedMoment
        {
            RoomId = call.Parsed.GetRequiredValue(room),
            UserId = await PersonArgument.ResolveAsync(
                call.Client, call.Parsed.GetValue(person), call.Cancellation).ConfigureAwait(false),
        });
    }

    private static Command About(
        CliContext context,
        string name,
        string description,
        IEnumerable<Argument> arguments,
        Func<VerbCall, FileReportRequest, Task> fill)
    {
        var reason = WordOption.Of<ReportReason>("--reason", "Why");
        reason.Required = true;
        var text = new Option<string?>("--text") { Description = "At most 1,000 characters." };
        var verb = new Command(name, $"{description} The reported person never learns who reported.") { reason, text };
        foreach (var argument in arguments)
        {
            verb.Arguments.Add(argument);
        }

        return verb.Does(context, async call =>
        {
            var request = new FileReportRequest
            {
                IdempotencyKey = RandomNumberGenerator.GetHexString(32),
                Reason = WireText.Read<ReportReason>(call.Parsed.GetValue(reason)),
                Text = call.Parsed.GetValue(text) ?? "",
            };
            await fill(call, request).ConfigureAwait(false);
            var receipt = await call.Client.Moderation.ReportAsync(request, call.Cancellation).ConfigureAwait(false);
            call.Out.Made(
                new { receipt.ReportId, FiledAt = WireText.Time(receipt.FiledAtUnixMs) },
                receipt.ReportId,
                "Thank you. A reviewer will look at the report.");
        });
    }

    private static Command MakeStanding(CliContext context) =>
        new Command("standing", "Show the state of your account and the decisions about it.").Does(context, async call =>
        {
            var mine = await call.Client.Moderation.MyStandingAsync(call.Cancellation).ConfigureAwait(false);
            var penalties = mine.Penalties.Select(penalty => new
            {
                penalty.CaseId, Kind = penalty.Kind.Word(), At = WireText.Time(
                    penalty.AtUnixMs), Until = WireText.Time(penalty.UntilUnixMs),
            }).ToList();
            call.Out.One(
                new { Power = mine.Standing.Power.Word(), mine.Standing.Suspended, Penalties = penalties },
                ("account", mine.Standing.Suspended ? "suspended" : mine.Standing.Power.Word()),
                ("penalties", string.Join(
                    '\n', penalties.Select(penalty => $"{penalty.At:yyyy-MM-dd}  {penalty.Kind}  case {penalty.CaseId}"))));
        });

    private static Command MakeAppeal(CliContext context)
    {
        var ticket = new Argument<string>("ticket") { Description = "Ticket from the refused sign-in." };
        var text = new Argument<string>("text") { Description = "1 to 1,000 characters." };
        var verb = new Command("appeal", "Appeal against your suspension; possible once.") { ticket, text };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.Anonymous();
            await client.Moderation.AppealAsync(
                parsed.GetRequiredValue(ticket), parsed.GetRequiredValue(text), cancellation: cancellation).ConfigureAwait(false);
            new ResultWriter(
                context, access.AsJson).One(new { Appealed = true }, ("",
                    "Your appeal is filed; another reviewer will decide it."));
            return 0;
        });
        return verb;
    }
}

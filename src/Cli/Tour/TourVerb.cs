using System.CommandLine;
using AudioRooms.Cli.Tour.Scenes;
using AudioRooms.Cli.Verbs;
using AudioRooms.Client;

namespace AudioRooms.Cli.Tour;

/// <c>tour</c>: plays a scripted evening through the public API and checks each step.
internal static class TourVerb
{
    /// <summary>By default, a server's HTTP port is one below its gRPC port.</summary>
    private const int HttpPortBelowGrpc = 1;

    private static IEnumerable<IScene> Scenes =>
    [
        new Newcomers(), new Introductions(), new ClubNight(), new Calendar(), new Conversation(), new Order(), new Complaint(),
        new Farewell(),
    ];

    public static Command Create(CliContext context)
    {
        var http = new Option<Uri?>("--http")
        {
            Description = "HTTP address of the server. Default: the port below its gRPC port.",
            HelpName = "URL",
            CustomParser = GlobalOptions.ParseAddress,
        };
        var verb = new Command(
            "tour",
            "Play a scripted evening of twelve people against a server and check what it promises. Needs the operator key "
            + "(environment AUDIOROOMS_OPERATOR_KEY; "
            + "else that of a development server). Exit code 0 only if all held.")
        {
            http,
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            var address = parsed.GetValue(http)
                ?? new UriBuilder("http", access.Server.Host, access.Server.Port - HttpPortBelowGrpc).Uri;
            var ledger = new TourLedger(context, isTold: !access.AsJson);
            var start = context.Time.GetTimestamp();
            var policy = await PlayAsync(
                new Evening(access.Server, address, access.Tokens.OperatorKey, context.Time, ledger),
                cancellation).ConfigureAwait(false);
            Report(context, access, ledger, policy, context.Time.GetElapsedTime(start));
            return ledger.AllHeld ? 0 : 1;
        });
        return verb;
    }

    private static async Task<string> PlayAsync(Evening evening, CancellationToken cancellation)
    {
        await using var everybody = evening.ConfigureAwait(false);
        try
        {
            foreach (var scene in Scenes)
            {
                evening.Ledger.Begin(scene.Title);
                await scene.PlayAsync(evening, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is RefusedException or ConnectionLostException or HttpRequestException or CliException)
        {
            // A refusal or a missing answer of the server is a finding of the tour, not a failure of this program.
            evening.Ledger.BreakDown(e);
        }

        return evening.Places.GetValueOrDefault("policy", "unknown");
    }

    private static void Report(CliContext context, ServerAccess access, TourLedger ledger, string policy, TimeSpan took)
    {
        var held = ledger.Statements.Count(static statement => statement.Verdict == Verdict.Held);
        if (access.AsJson)
        {
            JsonOutput.Write(context.Out, new
            {
                Passed = ledger.AllHeld,
                Policy = policy,
                Seconds = Math.Round(took.TotalSeconds, 1),
                ledger.Breakdown,
                Statements = ledger.Statements.Select(static statement => new
                {
                    statement.Id,
                    statement.Title,
                    Verdict = NameOf(statement.Verdict),
                    WhyNot = statement.Verdict == Verdict.NotApplicable ? statement.WhyNot : null,
                    statement.Checks,
                }),
            });
            return;
        }

        context.Out.WriteLine();
        foreach (var statement in ledger.Statements.Where(static statement => statement.Verdict is Verdict.NotApplicable))
        {
            context.Out.WriteLine($"  --   {statement.Title}: {statement.WhyNot}");
        }

        foreach (var statement in ledger.Statements.Where(
            static statement => statement.Verdict is Verdict.Failed or Verdict.NotReached))
        {
            context.Out.WriteLine($"  NO   {statement.Title}: {NameOf(statement.Verdict).Replace('_', ' ')}");
        }

        context.Out.WriteLine($"\n{held} of {ledger.Statements.Count()} statements held in {took.TotalSeconds:0} s on a server "
            + $"with {policy} sign-up.");
        context.Out.WriteLine(ledger.AllHeld ? "passed" : "FAILED");
    }

    private static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Held => "held",
        Verdict.Failed => "failed",
        Verdict.NotApplicable => "not_applicable",
        Verdict.NotReached => "not_reached",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };
}

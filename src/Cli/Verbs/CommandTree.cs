using System.CommandLine;
using AudioRooms.Audio.Opus;
using AudioRooms.Cli.Load;
using AudioRooms.Cli.Tour;
using AudioRooms.Cli.Verbs.Clubs;
using AudioRooms.Cli.Verbs.Events;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Cli.Verbs.Rooms;
using AudioRooms.Client;
using Spectre.Console;

namespace AudioRooms.Cli.Verbs;

/// <summary>All verbs, and the one place where failures become a sentence and an exit code.</summary>
internal static class CommandTree
{
    /// <summary>Success.</summary>
    private const int Good = 0;

    /// <summary>The verb could not do its work, or what it checked does not hold.</summary>
    private const int Failed = 1;

    /// <summary>As shells report a program ended by Ctrl-C.</summary>
    private const int Interrupted = 130;

    /// <summary>Reads the arguments and runs the verb.</summary>
    public static async Task<int> RunAsync(string[] arguments, CliContext context, CancellationToken cancellation = default)
    {
        // @ada is a person, not a file with arguments.
        var parsed = Build(context).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var settings = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
            Output = context.Out,
        };
        var asJson = parsed.GetValue(GlobalOptions.Json);
        try
        {
            ChooseCodec(context);
            return await parsed.InvokeAsync(settings, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (Explain(e, context) is { } explained)
        {
            if (asJson)
            {
                JsonOutput.Write(context.Out, new { error = new { explained.Code, e.Message, explained.Fix } });
            }
            else
            {
                context.Terminal.MarkupLineInterpolated($"[red]{parsed.CommandResult.Command.Name}:[/] {e.Message}");
                if (explained.Fix is { } fix)
                {
                    context.Terminal.MarkupLineInterpolated($"[grey]{fix}[/]");
                }
            }

            return explained.Exit;
        }
    }

    /// <summary>The verbs and what they take.</summary>
    internal static RootCommand Build(CliContext context)
    {
        var root = new RootCommand("Live audio rooms: make rooms, speak, listen, measure.")
        {
            SignUpVerb.Create(context),
            SignInVerb.Create(context),
            TokenVerb.Create(context),
            WhoVerb.Create(context),
            RoomVerb.Create(context),
            SpeakVerb.Create(context),
            ListenVerb.Create(context),
            LoadVerb.Create(context),
            LoadWorkerVerb.Create(context),
            DoctorVerb.Create(context),
            TourVerb.Create(context),
            ProfileVerb.Create(context),
            PeopleVerb.Create(context),
            PeopleVerb.CreateFollow(context),
            SearchVerb.Create(context),
            HallwayVerb.Create(context),
            ClubVerb.Create(context),
            EventVerb.Create(context),
            InviteVerb.Create(context),
            InboxVerb.Create(context),
            ReportVerb.Create(context),
            ExportVerb.Create(context),
            AdminVerb.Create(context),
        };
        foreach (var verb in AccountVerbs.Create(context))
        {
            root.Subcommands.Add(verb);
        }

        root.Options.Add(GlobalOptions.Server);
        root.Options.Add(GlobalOptions.As);
        root.Options.Add(GlobalOptions.Json);
        return root;
    }

    /// <summary>Null for bugs: they should crash with everything that is known about them.</summary>

    private static void ChooseCodec(CliContext context)
    {
        var wish = context.Environment("AUDIOROOMS_CODEC");
        OpusCodec.Choose(OpusCodec.TryParse(wish, out var choice)
            ? choice
            : throw new CliException("setting_invalid", $"AUDIOROOMS_CODEC is 'auto', 'native' or 'managed', not '{wish}'."));
    }

    private static (string Code, string? Fix, int Exit)? Explain(Exception exception, CliContext context) => exception switch
    {
        CliException e => (e.Code, e.Fix, Failed),
        RefusedException e => (e.Code, e.RetryAfter is { } after ? $"Try again in {after.TotalSeconds:0.#} s." : null, Failed),
        ConnectionLostException => (
            "unreachable", $"Is the server running? Start it with ./run, or name it with --server URL. {context.CommandName} doctor tells more.", Failed),
        OperationCanceledException => ("interrupted", null, Interrupted),
        IOException => ("io", null, Failed),
        UnauthorizedAccessException => ("io", null, Failed),
        DllNotFoundException => ("missing_library", "Run: apt-get install libopus0", Failed),
        _ => null,
    };
}

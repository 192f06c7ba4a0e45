using System.CommandLine;
using System.CommandLine.Help;
using AudioRooms.Audio.Opus;
using AudioRooms.Cli.Tour;
using AudioRooms.Cli.Verbs;
using AudioRooms.Cli.Verbs.Clubs;
using AudioRooms.Cli.Verbs.Events;
using AudioRooms.Cli.Verbs.Load;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Cli.Verbs.Rooms;
using AudioRooms.Client;
using AudioRooms.LoadTester;
using Spectre.Console;

namespace AudioRooms.Cli;

/// <summary>Builds all verbs, and turns every failure into a sentence and an exit code.</summary>
internal static class CommandTree
{
    /// <summary>Exit code: the verb could not do its work, or the condition that it checked is false.</summary>
    private const int Failed = 1;

    /// <summary>Exit code of a program that Ctrl-C ended, as shells report it.</summary>
    private const int Interrupted = 130;

    /// <summary>Reads the arguments and runs the verb; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, CliContext context, CancellationToken cancellation = default)
    {
        // Without this setting the parser takes "@ada" for a response file with arguments.
        var parsed = Build(context).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var settings = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
            Output = output,
            Error = errors,
        };
        var asJson = parsed.GetValue(GlobalOptions.Json);
        try
        {
            ChooseCodec(context);
            var exit = await parsed.InvokeAsync(settings, cancellation).ConfigureAwait(false);

            // Only the parser writes here: help, completions and parse errors. The parser prints the assembly's name, which is
            // replaced by the name that the user typed.
            await context.Out.WriteAsync(output.ToString().Replace(
                RootCommand.ExecutableName, context.CommandName, StringComparison.Ordinal)).ConfigureAwait(false);
            await context.Terminal.Profile.Out.Writer.WriteAsync(errors.ToString()).ConfigureAwait(false);
            return exit;
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C needs no message.
            return Interrupted;
        }
        catch (Exception e) when (Explain(e, context) is { } explained)
        {
            if (asJson)
            {
                JsonOutput.Write(
                    context.Out,
                    new { error = new { explained.Code, e.Message, explained.Fix, explained.Until, explained.AppealTicket } });
            }
            else
            {
                context.Terminal.MarkupLineInterpolated($"[red]{parsed.CommandResult.Command.Name}:[/] {e.Message}");
                if (explained.Suspension is { } suspension)
                {
                    context.Terminal.MarkupLineInterpolated($"[grey]{suspension}[/]");
                }

                if (explained.Fix is { } fix)
                {
                    context.Terminal.MarkupLineInterpolated($"[grey]{fix}[/]");
                }
            }

            return Failed;
        }
    }

    internal static RootCommand Build(CliContext context)
    {
        var root = new RootCommand("Live audio rooms: open rooms, speak, listen, measure.")
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
            PlanVerb.Create(context),
            DoctorVerb.Create(context),
            CompletionVerb.Create(context),
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
        foreach (var verb in AccountVerbs.Create(context).Concat(BackupVerbs.Create()))
        {
            root.Subcommands.Add(verb);
        }

        root.Options.Add(GlobalOptions.Server);
        root.Options.Add(GlobalOptions.As);
        root.Options.Add(GlobalOptions.Json);
        root.SetAction(_ => FirstPage.Show(context));
        ShowHelpOfGroups(root);
        return root;
    }

    // A group such as "room" without a verb shows its help instead of an error.
    private static void ShowHelpOfGroups(Command parent)
    {
        foreach (var group in parent.Subcommands.Where(verb => verb.Subcommands.Count > 0))
        {
            if (group.Action is null)
            {
                group.SetAction(parsed => new HelpAction().Invoke(parsed));
            }

            ShowHelpOfGroups(group);
        }
    }

    private static void ChooseCodec(CliContext context)
    {
        var wish = context.Environment("AUDIOROOMS_CODEC");
        OpusCodec.Choose(OpusCodec.TryParse(wish, out var choice)
            ? choice
            : throw new CliException("setting_invalid", $"AUDIOROOMS_CODEC is 'auto', 'native' or 'managed', not '{wish}'."));
    }

    /// <summary>Code and fix of an expected failure; null for a bug, which should crash with its stack trace.</summary>
    private static Explanation? Explain(Exception exception, CliContext context) => exception switch
    {
        CliException e => new(e.Code, e.Fix),
        LoadTestException e => new(e.Code, e.Fix),
        RefusedException { AppealTicket: { } ticket } e => new(
            e.Code, $"Appeal once, with this ticket: {context.CommandName} report appeal {ticket} \"Why it should end\"")
        {
            Until = e.Until, AppealTicket = ticket,
        },
        RefusedException e => new(e.Code, e.RetryAfter is { } after ? $"Try again in {after.TotalSeconds:0.#} s." : null),
        ConnectionLostException e when Reachability.IsServerFault(e) => new("server_failed", null),
        ConnectionLostException => new(
            "unreachable", $"Is the server running? Start it with ./run, or name its address with --server URL. "
                + $"{context.CommandName} doctor checks the connection."),
        IOException => new("io", null),
        UnauthorizedAccessException => new("io", null),
        DllNotFoundException => new("missing_library", "Run: apt-get install libopus0"),
        _ => null,
    };

    /// <summary>Describes a failure to a user or a program.</summary>
    /// <param name="Code">Stable code, for programs.</param>
    /// <param name="Fix">What the user can do about it; null if nothing.</param>
    private sealed record Explanation(string Code, string? Fix)
    {
        /// <summary>Ticket with which a suspended person can appeal; null for every other failure.</summary>
        public string? AppealTicket { get; init; }

        /// <summary>When a suspension ends; null for one without end, and for every other failure.</summary>
        public DateTimeOffset? Until { get; init; }

        /// <summary>How long a suspension lasts, as a sentence; null for every other failure.</summary>
        public string? Suspension =>
            AppealTicket is null
                ? null
                : Until is { } end ? $"The suspension ends on {end:yyyy-MM-dd} at {end:HH:mm} UTC."
                : "The suspension has no end.";
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using AudioRooms.Cli.Load.Joins;
using AudioRooms.Cli.Load.Scenarios;
using AudioRooms.Cli.Verbs;
using AudioRooms.Client.WebSockets;

namespace AudioRooms.Cli.Load;

/// <summary>What can be said after <c>load</c>, and the plan that it makes.</summary>
internal sealed class LoadOptions
{
    /// <summary>Listeners that one process of the tester carries without being late for itself, through the product's own client.</summary>
    private const int FullListenersPerProcess = 500;

    /// <summary>The same through the lean client.</summary>
    private const int LeanListenersPerProcess = 5_000;

    public LoadOptions()
    {
        Seconds.Validators.Add(result => Check(result.GetValueOrDefault<double>() > 0, result, "--seconds is more than 0."));
        WarmUp.Validators.Add(result => Check(result.GetValueOrDefault<double>() >= 1, result, "--warm-up is at least 1."));
        Talk.Validators.Add(result => Check(result.GetValueOrDefault<double>() is > 0 and <= 1, result, "--talk is above 0 and at most 1."));
        Ramp.Validators.Add(result => Check(result.GetValueOrDefault<double>() > 0, result, "--ramp is more than 0."));
        Active.Validators.Add(result => Check(result.GetValueOrDefault<int>() is >= 0 and <= 13, result, "--active is 0 to 13."));
        Precision.Validators.Add(result => Check(result.GetValueOrDefault<double>() is >= 0 and < 100, result, "--capacity-precision is a percentage below 100."));
        Tolerance.Validators.Add(result => Check(result.GetValueOrDefault<double>() >= 0, result, "--tolerance is a percentage."));
        Bounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !Slo.TryParse(text, out _, out var error))
            {
                result.AddError(error);
            }
        });
    }

    public Option<int> Rooms { get; } = Number("--rooms", "Rooms.", 1);

    public Option<int> Speakers { get; } = Number("--speakers", "Speakers per room.", 1);

    public Option<int> Listeners { get; } = Number("--listeners", "Listeners per room.", 100);

    public Option<double> Seconds { get; } = new("--seconds") { Description = "Length of the measured window.", DefaultValueFactory = _ => 30 };

    public Option<double> WarmUp { get; } = new("--warm-up")
    {
        Description = "Seconds of the same load before the window. A server that has just started compiles for half a minute; to measure it, give it 20 or more.",
        DefaultValueFactory = _ => LoadPlan.UsualWarmUpSeconds,
    };

    public Option<double> Talk { get; } = new("--talk") { Description = "Share of time in which each speaker speaks.", DefaultValueFactory = _ => 1 };

    public Option<int> Active { get; } = new("--active") { Description = "Speakers forwarded at once, 1 to 13; 0 leaves it to the server." };

    public Option<double> Ramp { get; } = new("--ramp") { Description = "Joins per second.", DefaultValueFactory = _ => 100 };

    public Option<string> Latency { get; } = LatencyOption.Create();

    public Option<LoadClient> Client { get; } = new("--client")
    {
        Description = "Who plays the people: the tester's own lean client, or the full .NET client, which costs the tester many times as much.",
        DefaultValueFactory = _ => LoadClient.Lean,
    };

    public Option<int> PerConnection { get; } = Number("--per-connection", "Listeners that share one TCP connection (lean client).", 1);

    public Option<int> Processes { get; } = new("--processes") { Description = "Processes of the tester; 0 chooses by the number of listeners." };

    public Option<string?> Bounds { get; } = new("--slo") { Description = "Bounds that must hold, for example 'p99<200ms,loss<0.1%'.", HelpName = "BOUNDS" };

    public Option<string?> Output { get; } = File("--out", "Write the report as JSON.");

    public Option<string?> Html { get; } = File("--html", "Write the report as a page with pictures.");

    public Option<string?> JUnit { get; } = File("--junit", "Write the verdict as JUnit XML.");

    public Option<Uri?> Metrics { get; } = new("--metrics")
    {
        Description = "The server's metrics; else /metrics at its HTTP address.",
        HelpName = "URL",
        CustomParser = GlobalOptions.ParseAddress,
    };

    public Option<string?> ScenarioFile { get; } = File(
        "--scenario", "Read rooms and people from a YAML file (benchmarks/scenarios has some) instead of the options; --seconds, --ramp, --slo and --per-connection still win.");

    public Option<bool> Capacity { get; } = new("--capacity")
    {
        Description = "Search the largest number of listeners per room that holds the SLO, beginning with --listeners.",
    };

    public Option<int> CapacityMost { get; } = Number("--capacity-max", "Never try more listeners per room than this.", 10_000);

    public Option<double> Precision { get; } = new("--capacity-precision")
    {
        Description = "How exactly to search, in percent of what holds.", DefaultValueFactory = _ => 5,
    };

    public Option<string?> Compare { get; } = File("--compare", "Hold the report against this earlier one; exit code 1 if a figure is worse.");

    public Option<string?> With { get; } = File("--with", "With --compare: the report to hold against it, instead of measuring.");

    public Option<double> Tolerance { get; } = new("--tolerance")
    {
        Description = "With --compare: how much worse a figure may be, in percent.", DefaultValueFactory = _ => 10,
    };

    public Option<double> Joins { get; } = JoinLoadVerb.JoinsOption();

    public Option<double> Commands { get; } = JoinLoadVerb.CommandsOption();

    public void AddTo(Command verb)
    {
        Option[] all =
        [
            Rooms, Speakers, Listeners, Seconds, WarmUp, Talk, Active, Ramp, Latency, TransportOption.Transport, TransportOption.Http, Client, PerConnection, Processes, Bounds, Output, Html, JUnit,
            Metrics, ScenarioFile, Capacity, CapacityMost, Precision, Compare, With, Tolerance, Joins, Commands,
        ];
        foreach (var option in all)
        {
            verb.Options.Add(option);
        }
    }

    /// <summary>The plan of an ordinary test.</summary>
    public LoadPlan PlanOf(ParseResult parsed, ServerAccess access) => new()
    {
        Server = access.Server,
        Http = HttpOf(parsed, access),
        Transport = access.Transport,
        OperatorKey = access.Tokens.OperatorKey,
        Groups =
        [
            new RoomGroup
            {
                Rooms = parsed.GetValue(Rooms),
                Speakers = parsed.GetValue(Speakers),
                Listeners = parsed.GetValue(Listeners),
                Talk = parsed.GetValue(Talk),
                Active = parsed.GetValue(Active),
                Latency = parsed.GetRequiredValue(Latency),
            },
        ],
        Seconds = parsed.GetValue(Seconds),
        WarmUpSeconds = parsed.GetValue(WarmUp),
        Ramp = parsed.GetValue(Ramp),
        Client = parsed.GetValue(Client),
        PerConnection = parsed.GetValue(Client) == LoadClient.Full ? 1 : parsed.GetValue(PerConnection),
        Processes = ProcessesFor(parsed, parsed.GetValue(Rooms) * parsed.GetValue(Listeners)),
    };

    /// <summary>The plan of a scenario; what is only said in options (the server, the client, processes) comes from them.</summary>
    public LoadPlan PlanOf(ParseResult parsed, ServerAccess access, Scenario scenario)
    {
        var plan = PlanOf(parsed, access);
        if (plan.Client == LoadClient.Full && scenario.Rooms.Any(group => !group.Crowd.IsEmpty || group.Speakers == 0))
        {
            throw new CliException("bad_scenario", "The full client only speaks and listens; this scenario asks for more.", "Leave out --client full.");
        }

        return plan with
        {
            Groups = scenario.Rooms,
            Scenario = scenario.Name,
            Seconds = Given(Seconds) ? plan.Seconds : scenario.Seconds,
            Ramp = Given(Ramp) ? plan.Ramp : scenario.Ramp,
            PerConnection = plan.Client == LoadClient.Full ? 1 : Given(PerConnection) ? plan.PerConnection : scenario.PerConnection,
            Processes = ProcessesFor(parsed, scenario.Rooms.Sum(group => group.Rooms * group.Listeners)),
        };

        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
    }

    /// <summary>Where the server's HTTP is.</summary>
    public static Uri HttpOf(ParseResult parsed, ServerAccess access) =>
        parsed.GetValue(TransportOption.Http) ?? RoomSockets.DefaultServer(access.Server);

    /// <summary>How many processes shall listen to so many, and one to speak.</summary>
    public int ProcessesFor(ParseResult parsed, int listeners)
    {
        var each = parsed.GetValue(Client) == LoadClient.Full ? FullListenersPerProcess : LeanListenersPerProcess;
        return parsed.GetValue(Processes) is var given and > 0 ? given : 1 + ((listeners + each - 1) / each);
    }

    /// <summary>The bounds that were given; null if none were.</summary>
    public Slo? SloOf(ParseResult parsed)
    {
        if (parsed.GetValue(Bounds) is not { } text)
        {
            return null;
        }

        _ = Slo.TryParse(text, out var slo, out _);
        return slo;
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static Option<int> Number(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result => Check(result.GetValueOrDefault<int>() >= 1, result, $"{name} is at least 1."));
        return option;
    }

    private static void Check(bool holds, OptionResult result, string rule)
    {
        if (!holds)
        {
            result.AddError(rule);
        }
    }
}

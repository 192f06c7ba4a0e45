using System.CommandLine;
using System.CommandLine.Parsing;
using AudioRooms.LoadTester;
using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.Cli.Verbs.Load;

/// <summary>The options of <c>load</c>.</summary>
internal sealed class LoadOptions
{
    public LoadOptions()
    {
        Seconds.Validators.Add(result => Check(result.GetValueOrDefault<double>() > 0, result, "--seconds is more than 0."));
        WarmUp.Validators.Add(result => Check(result.GetValueOrDefault<double>() >= 1, result, "--warm-up is at least 1."));
        Talk.Validators.Add(
            result => Check(result.GetValueOrDefault<double>() is > 0 and <= 1, result, "--talk is above 0 and at most 1."));
        Ramp.Validators.Add(result => Check(result.GetValueOrDefault<double>() > 0, result, "--ramp is more than 0."));
        Active.Validators.Add(result => Check(result.GetValueOrDefault<int>() is >= 0 and <= 13, result, "--active is 0 to 13."));
        Precision.Validators.Add(result => Check(
            result.GetValueOrDefault<double>() is >= 0 and < 100, result, "--capacity-precision is a percentage below 100."));
        Tolerance.Validators.Add(
            result => Check(result.GetValueOrDefault<double>() >= 0, result, "--tolerance is a percentage."));
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

    public Option<double> Seconds { get; } = new(
        "--seconds") { Description = "Seconds of the measured window.", DefaultValueFactory = _ => LoadTestOptions.UsualSeconds };

    public Option<double> WarmUp { get; } = new("--warm-up")
    {
        Description = "Seconds of the same load before the window. A server that has just started compiles for half a minute; to "
            + "measure it, give it 20 or more.",
        DefaultValueFactory = _ => LoadPlan.UsualWarmUpSeconds,
    };

    public Option<double> Talk { get; } = new(
        "--talk") { Description = "Share of time in which each speaker speaks.", DefaultValueFactory = _ => 1 };

    public Option<int> Active { get; } = new(
        "--active") { Description = "Number of speakers that the room forwards at once, 1 to 13; 0 uses the server's default." };

    public Option<double> Ramp { get; } = new(
        "--ramp") { Description = "Joins per second.", DefaultValueFactory = _ => LoadTestOptions.UsualRamp };

    public Option<string> Latency { get; } = LatencyOption.Create();

    public Option<LoadClient> Client { get; } = new("--client")
    {
        Description =
            "Client that plays the people: the tester's own lean client, or the full .NET client, which costs the tester many "
            + "times as much.",
        DefaultValueFactory = _ => LoadClient.Lean,
    };

    public Option<int> PerConnection { get; } = Number(
        "--per-connection", "Listeners that share one TCP connection (lean client).", LoadTestOptions.UsualPerConnection);

    public Option<int> Processes { get; } = new(
        "--processes") { Description = "Processes of the tester; 0 chooses by the number of listeners." };

    public Option<string?> Bounds { get; } = new(
        "--slo") { Description = "Bounds that must hold, for example 'p99<200ms,loss<0.1%'.", HelpName = "BOUNDS" };

    public Option<string?> Output { get; } = File("--out", "Write the report as JSON.");

    public Option<string?> Html { get; } = File("--html", "Write the report as a page with pictures.");

    public Option<string?> JUnit { get; } = File("--junit", "Write the verdict as JUnit XML.");

    public Option<Uri?> Metrics { get; } = new("--metrics")
    {
        Description = "Address of the server's metrics. Default: /metrics at its HTTP address.",
        HelpName = "URL",
        CustomParser = GlobalOptions.ParseAddress,
    };

    public Option<string?> ScenarioFile { get; } = File(
        "--scenario", "Read rooms and people from a YAML file (benchmarks/scenarios has some) instead of the options; --seconds, "
            + "--ramp, --slo and --per-connection override the file.");

    public Option<bool> Capacity { get; } = new("--capacity")
    {
        Description = "Search the largest number of listeners per room that holds the SLO, beginning with --listeners.",
    };

    public Option<int> CapacityMost { get; } = Number("--capacity-max", "Never try more listeners per room than this.", 10_000);

    public Option<double> Precision { get; } = new("--capacity-precision")
    {
        Description = "Precision of the search, in percent of the result.", DefaultValueFactory = _ => 5,
    };

    public Option<string?> Compare { get; } = File(
        "--compare", "Compare the report with this earlier report; the exit code is 1 if a figure is worse.");

    public Option<string?> With { get; } = File("--with", "With --compare: compare this report instead of measuring.");

    public Option<double> Tolerance { get; } = new("--tolerance")
    {
        Description = "With --compare: how much worse a figure may be, in percent.", DefaultValueFactory = _ => 10,
    };

    public Option<double> Joins { get; } = new("--joins")
    {
        Description = "Measure joins instead of sound: N people a second come and go, each on a new connection, and then as many "
            + "hands a second go up (--commands).",
        HelpName = "N",
    };

    public Option<double> Commands { get; } = new("--commands")
    {
        Description = "With --joins: hands a second. Default: as many as joins.",
        HelpName = "N",
    };

    public void AddTo(Command verb)
    {
        Option[] all =
        [
            Rooms, Speakers, Listeners, Seconds, WarmUp, Talk, Active, Ramp, Latency, TransportOption.Transport,
            TransportOption.Http, Client, PerConnection, Processes, Bounds, Output, Html, JUnit,
            Metrics, ScenarioFile, Capacity, CapacityMost, Precision, Compare, With, Tolerance, Joins, Commands,
        ];
        foreach (var option in all)
        {
            verb.Options.Add(option);
        }
    }

    /// <summary>Reads the options. An option that was left out takes the scenario's value, if the scenario has one.</summary>
    public LoadTestOptions Read(ParseResult parsed, ServerAccess access) => new()
    {
        Server = access.Server,
        Http = access.HttpServer,
        Metrics = parsed.GetValue(Metrics),
        Transport = access.Transport,
        OperatorKey = access.Tokens.OperatorKey,
        Command = $"load {string.Join(' ', parsed.Tokens.Skip(1).Select(token => token.Value))}",
        AsJson = access.AsJson,
        Rooms = parsed.GetValue(Rooms),
        Speakers = parsed.GetValue(Speakers),
        Listeners = parsed.GetValue(Listeners),
        Seconds = Given(parsed, Seconds),
        WarmUpSeconds = parsed.GetValue(WarmUp),
        Talk = parsed.GetValue(Talk),
        Active = parsed.GetValue(Active),
        Ramp = Given(parsed, Ramp),
        Latency = LatencyOption.Parse(parsed.GetRequiredValue(Latency)),
        Client = parsed.GetValue(Client),
        PerConnection = Given(parsed, PerConnection),
        Processes = parsed.GetValue(Processes),
        Slo = SloOf(parsed),
        Output = parsed.GetValue(Output),
        Html = parsed.GetValue(Html),
        JUnit = parsed.GetValue(JUnit),
        Scenario = parsed.GetValue(ScenarioFile),
        CapacityMax = parsed.GetValue(CapacityMost),
        CapacityPrecision = parsed.GetValue(Precision) / 100,
        Baseline = parsed.GetValue(Compare),
        Tolerance = parsed.GetValue(Tolerance) / 100,
        JoinsPerSecond = parsed.GetValue(Joins),
        CommandsPerSecond = parsed.GetValue(Commands),
    };

    private static T? Given<T>(ParseResult parsed, Option<T> option)
        where T : struct => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;

    private Slo? SloOf(ParseResult parsed) =>
        parsed.GetValue(Bounds) is { } text && Slo.TryParse(text, out var slo, out _) ? slo : null;

    private static Option<string?> File(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

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

using AudioRooms.Client;
using AudioRooms.Client.WebSockets;
using AudioRooms.LoadTester.Joins;
using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Reports;
using AudioRooms.LoadTester.Scenarios;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester;

/// <summary>The user's options, and the plans that follow from them.</summary>
internal sealed record LoadTestOptions
{
    /// <summary>Default of <see cref="Seconds"/>.</summary>
    public const double UsualSeconds = 30;

    /// <summary>Default of <see cref="Ramp"/>.</summary>
    public const double UsualRamp = 100;

    /// <summary>Default of <see cref="PerConnection"/>.</summary>
    public const int UsualPerConnection = 1;

    /// <summary>How many listeners one process of the tester can play through the product's own client without being late
    /// itself.</summary>
    private const int FullListenersPerProcess = 500;

    /// <summary>The same for the lean client.</summary>
    private const int LeanListenersPerProcess = 5_000;

    /// <summary>The server's gRPC address.</summary>
    public required Uri Server { get; init; }

    /// <summary>The server's HTTP address, for WebSockets; null derives it from <see cref="Server"/>.</summary>
    public Uri? Http { get; init; }

    /// <summary>The address of the server's metrics; null for <c>/metrics</c> at its HTTP address.</summary>
    public Uri? Metrics { get; init; }

    public RoomTransport Transport { get; init; } = RoomTransport.Grpc;

    public required string OperatorKey { get; init; }

    /// <summary>The user's command, which the report quotes.</summary>
    public required string Command { get; init; }

    /// <summary>True to print results as JSON.</summary>
    public bool AsJson { get; init; }

    public required int Rooms { get; init; }

    /// <summary>Number of speakers per room.</summary>
    public required int Speakers { get; init; }

    /// <summary>Number of listeners per room.</summary>
    public required int Listeners { get; init; }

    /// <summary>Length of the measured window in seconds; null leaves it to the scenario.</summary>
    public double? Seconds { get; init; }

    /// <summary>Seconds of the same load before the window.</summary>
    public double WarmUpSeconds { get; init; } = LoadPlan.UsualWarmUpSeconds;

    /// <summary>Share of time in which each speaker speaks, above 0 and at most 1.</summary>
    public double Talk { get; init; } = 1;

    /// <summary>How many voices of a room are forwarded at once, 1 to 13; 0 leaves it to the server.</summary>
    public int Active { get; init; }

    /// <summary>Joins per second; null leaves it to the scenario.</summary>
    public double? Ramp { get; init; }

    public LatencyClass Latency { get; init; } = LatencyClass.Audience;

    public LoadClient Client { get; init; } = LoadClient.Lean;

    /// <summary>How many listeners share one TCP connection of the lean client; null leaves it to the scenario.</summary>
    public int? PerConnection { get; init; }

    /// <summary>Number of processes of the tester; 0 derives it from the number of listeners.</summary>
    public int Processes { get; init; }

    /// <summary>The SLO; null leaves it to the scenario.</summary>
    public Slo? Slo { get; init; }

    /// <summary>File for the report as JSON; null for none.</summary>
    public string? Output { get; init; }

    /// <summary>File for the report as an HTML page; null for none.</summary>
    public string? Html { get; init; }

    /// <summary>File for the verdict as JUnit XML; null for none.</summary>
    public string? JUnit { get; init; }

    /// <summary>File that describes the rooms and their people; null for the rooms that these options describe.</summary>
    public string? Scenario { get; init; }

    /// <summary>The largest number of listeners per room that a capacity search tries.</summary>
    public int CapacityMax { get; init; } = int.MaxValue;

    /// <summary>How wide the remaining range of a capacity search may be, as a share of the number that holds.</summary>
    public double CapacityPrecision { get; init; }

    /// <summary>The report to compare with; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>How much worse than the baseline a figure may be, as a share of it.</summary>
    public double Tolerance { get; init; }

    /// <summary>Joins per second of a test of joins.</summary>
    public double JoinsPerSecond { get; init; }

    /// <summary>Commands per second of a test of joins; 0 for the same rate as joins.</summary>
    public double CommandsPerSecond { get; init; }

    /// <summary>The address from which the server's metrics are read.</summary>
    public Uri MetricsAddress => Metrics ?? new UriBuilder(HttpAddress) { Scheme = "http", Path = "/metrics" }.Uri;

    private Uri HttpAddress => Http ?? RoomSockets.DefaultServer(Server);

    /// <summary>The plan of an ordinary test.</summary>
    public LoadPlan ToPlan() => new()
    {
        Server = Server,
        Http = HttpAddress,
        Transport = Transport,
        OperatorKey = OperatorKey,
        Groups =
        [
            new RoomGroup
            {
                Rooms = Rooms,
                Speakers = Speakers,
                Listeners = Listeners,
                Talk = Talk,
                Active = Active,
                Latency = Latency,
            },
        ],
        Seconds = Seconds ?? UsualSeconds,
        WarmUpSeconds = WarmUpSeconds,
        Ramp = Ramp ?? UsualRamp,
        Client = Client,
        PerConnection = Client == LoadClient.Full ? 1 : PerConnection ?? UsualPerConnection,
        Processes = ProcessesFor(Rooms * Listeners),
    };

    /// <summary>The plan of a scenario. What only options say (the server, the client, the processes) comes from them.</summary>
    /// <exception cref="LoadTestException">The full client cannot play the scenario.</exception>
    public LoadPlan ToPlan(Scenario scenario)
    {
        if (Client == LoadClient.Full && scenario.Rooms.Any(group => !group.Crowd.IsEmpty || group.Speakers == 0))
        {
            throw new LoadTestException(
                "bad_scenario",
                "The full client only speaks and listens; this scenario asks for more.",
                "Leave out --client full.");
        }

        return ToPlan() with
        {
            Groups = scenario.Rooms,
            Scenario = scenario.Name,
            Seconds = Seconds ?? scenario.Seconds,
            Ramp = Ramp ?? scenario.Ramp,
            PerConnection = Client == LoadClient.Full ? 1 : PerConnection ?? scenario.PerConnection,
            Processes = ProcessesFor(scenario.Rooms.Sum(group => group.Rooms * group.Listeners)),
        };
    }

    /// <summary>The plan of a test with this many listeners per room, for a capacity search.</summary>
    public LoadPlan ToPlan(int listeners) => (this with { Listeners = listeners }).ToPlan();

    /// <summary>The plan of a test of joins.</summary>
    public JoinLoadPlan ToJoinPlan() => new()
    {
        Server = Server,
        Metrics = MetricsAddress,
        OperatorKey = OperatorKey,
        Rooms = Rooms,
        JoinsPerSecond = JoinsPerSecond,
        CommandsPerSecond = CommandsPerSecond > 0 ? CommandsPerSecond : JoinsPerSecond,
        Length = TimeSpan.FromSeconds(Seconds ?? UsualSeconds),
    };

    // One of the processes plays the speakers.
    private int ProcessesFor(int listeners)
    {
        var each = Client == LoadClient.Full ? FullListenersPerProcess : LeanListenersPerProcess;
        return Processes > 0 ? Processes : 1 + ((listeners + each - 1) / each);
    }
}

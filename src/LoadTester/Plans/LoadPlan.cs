using System.Collections.Immutable;
using AudioRooms.Client;

namespace AudioRooms.LoadTester.Plans;

/// <summary>The plan of one load test.</summary>
internal sealed record LoadPlan
{
    public required Uri Server { get; init; }

    /// <summary>The transport of all connections with rooms.</summary>
    public RoomTransport Transport { get; init; } = RoomTransport.Grpc;

    /// <summary>The server's HTTP address, for WebSockets.</summary>
    public required Uri Http { get; init; }

    public required string OperatorKey { get; init; }

    /// <summary>The rooms; those of one group are alike.</summary>
    public required ImmutableArray<RoomGroup> Groups { get; init; }

    /// <summary>Name of the scenario; null if options describe the test.</summary>
    public string? Scenario { get; init; }

    /// <summary>Length of the measured window in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds in which connections, compilers and caches settle before anything counts.</summary>
    public double WarmUpSeconds { get; init; } = UsualWarmUpSeconds;

    /// <summary>Default of <see cref="WarmUpSeconds"/>.</summary>
    public const double UsualWarmUpSeconds = 3;

    /// <summary>Joins per second, all processes together.</summary>
    public required double Ramp { get; init; }

    public required int Processes { get; init; }

    /// <summary>The client that plays the people.</summary>
    public LoadClient Client { get; init; } = LoadClient.Lean;

    /// <summary>How many listeners share one TCP connection.</summary>
    public int PerConnection { get; init; } = 1;

    /// <summary>Seed of all random choices, so that the test can be repeated.</summary>
    public int Seed { get; init; } = 1;

    public int Rooms => Groups.Sum(static group => group.Rooms);

    /// <summary>Number in all rooms.</summary>
    public int Speakers => Groups.Sum(static group => group.Rooms * group.Speakers);

    /// <summary>Number in all rooms.</summary>
    public int Listeners => Groups.Sum(static group => group.Rooms * group.Listeners);

    /// <summary>Number of the group that a room belongs to.</summary>
    public int GroupOf(int room)
    {
        for (var group = 0; ; group++)
        {
            room -= Groups[group].Rooms;
            if (room < 0)
            {
                return group;
            }
        }
    }
}

/// <summary>The client that plays the people of a load test.</summary>
internal enum LoadClient
{
    /// <summary>The tester's own client (<c>Lean/</c>), which counts what arrives without making objects of it.</summary>
    Lean,

    /// <summary>The product's .NET client.</summary>
    Full,
}

/// <summary>The plan of one process of the tester.</summary>
internal sealed record WorkerPlan
{
    public required LoadPlan Plan { get; init; }

    /// <summary>Number of the process, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Ids of the rooms.</summary>
    public required ImmutableArray<string> RoomIds { get; init; }

    /// <summary>Numbers of the speakers of this process, as Seating gives them.</summary>
    public required ImmutableArray<int> Speakers { get; init; }

    /// <summary>Numbers of the listeners of this process, as Seating gives them.</summary>
    public required ImmutableArray<int> Listeners { get; init; }
}

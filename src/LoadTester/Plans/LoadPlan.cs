using System.Collections.Immutable;
using AudioRooms.Client;

namespace AudioRooms.LoadTester.Plans;

/// <summary>What one load test shall do.</summary>
internal sealed record LoadPlan
{
    public required Uri Server { get; init; }

    /// <summary>How everybody connects with rooms.</summary>
    public RoomTransport Transport { get; init; } = RoomTransport.Grpc;

    /// <summary>The server's HTTP address, for WebSockets.</summary>
    public required Uri Http { get; init; }

    public required string OperatorKey { get; init; }

    /// <summary>The rooms, alike within a group.</summary>
    public required ImmutableArray<RoomGroup> Groups { get; init; }

    /// <summary>Name of the scenario; null if the test was described by options.</summary>
    public string? Scenario { get; init; }

    /// <summary>Length of the measured window.</summary>
    public required double Seconds { get; init; }

    /// <summary>Connections, compilers and caches settle for so long before anything counts.</summary>
    public double WarmUpSeconds { get; init; } = UsualWarmUpSeconds;

    /// <summary><see cref="WarmUpSeconds"/> if nothing is said.</summary>
    public const double UsualWarmUpSeconds = 3;

    /// <summary>Joins per second, over all processes.</summary>
    public required double Ramp { get; init; }

    public required int Processes { get; init; }

    /// <summary>Who plays the people.</summary>
    public LoadClient Client { get; init; } = LoadClient.Lean;

    /// <summary>How many listeners share one TCP connection.</summary>
    public int PerConnection { get; init; } = 1;

    /// <summary>Choices of chance in the test (who pauses when), so that it can be repeated.</summary>
    public int Seed { get; init; } = 1;

    public int Rooms => Groups.Sum(static group => group.Rooms);

    /// <summary>Over all rooms.</summary>
    public int Speakers => Groups.Sum(static group => group.Rooms * group.Speakers);

    /// <summary>Over all rooms.</summary>
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

/// <summary>Who plays the people of a load test.</summary>
internal enum LoadClient
{
    /// <summary>A client that counts what arrives without making objects of it: the tester's own, <c>Lean/</c>.</summary>
    Lean,

    /// <summary>The product's .NET client.</summary>
    Full,
}

/// <summary>What one process of the tester shall do.</summary>
internal sealed record WorkerPlan
{
    public required LoadPlan Plan { get; init; }

    /// <summary>Which process: 0 up to the number of them.</summary>
    public required int Index { get; init; }

    /// <summary>Ids of the rooms.</summary>
    public required ImmutableArray<string> RoomIds { get; init; }

    /// <summary>Which speakers are here: numbers as Seating gives them.</summary>
    public required ImmutableArray<int> Speakers { get; init; }

    /// <summary>Which listeners are here: numbers as Seating gives them.</summary>
    public required ImmutableArray<int> Listeners { get; init; }
}

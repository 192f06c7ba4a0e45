using System.Collections.Immutable;

namespace AudioRooms.Cli.Load;

/// <summary>What one load test shall do.</summary>
internal sealed record LoadPlan
{
    public required Uri Server { get; init; }

    public required string OperatorKey { get; init; }

    public required int Rooms { get; init; }

    /// <summary>Per room.</summary>
    public required int Speakers { get; init; }

    /// <summary>Per room.</summary>
    public required int Listeners { get; init; }

    /// <summary>Length of the measured window.</summary>
    public required double Seconds { get; init; }

    /// <summary>Share of time in which each speaker speaks; the rest is silence that is not sent.</summary>
    public required double Talk { get; init; }

    /// <summary>How many speakers of a room are forwarded at once; 0 leaves it to the server.</summary>
    public required int Active { get; init; }

    /// <summary>Joins per second, over all processes.</summary>
    public required double Ramp { get; init; }

    /// <summary>interactive, audience or economy.</summary>
    public required string Latency { get; init; }

    public required int Processes { get; init; }

    /// <summary>Who plays the people.</summary>
    public LoadClient Client { get; init; } = LoadClient.Lean;

    /// <summary>How many listeners share one TCP connection.</summary>
    public int PerConnection { get; init; } = 1;

    /// <summary>Choices of chance in the test (who pauses when), so that it can be repeated.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether every speaker's every packet is meant to reach everybody; else the server chooses the loudest.</summary>
    public bool ForwardsAll => Speakers <= (Active == 0 ? ServerDefaultActive : Active);

    /// <summary>What a server forwards at once if the room does not say.</summary>
    private const int ServerDefaultActive = 3;
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

    /// <summary>Which speakers are here: numbers from 0 to rooms × speakers.</summary>
    public required ImmutableArray<int> Speakers { get; init; }

    /// <summary>Which listeners are here: numbers from 0 to rooms × listeners.</summary>
    public required ImmutableArray<int> Listeners { get; init; }
}

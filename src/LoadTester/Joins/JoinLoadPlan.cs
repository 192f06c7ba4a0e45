namespace AudioRooms.LoadTester.Joins;

/// <summary>A test of how fast people can join and how fast their commands are answered.</summary>
internal sealed record JoinLoadPlan
{
    /// <summary>With this many people per command a second, each person raises a hand every five seconds, far below the server's
    /// rate limit.</summary>
    public const int SecondsPerHand = 5;

    public required Uri Server { get; init; }

    public required Uri Metrics { get; init; }

    public required string OperatorKey { get; init; }

    public required int Rooms { get; init; }

    public required double JoinsPerSecond { get; init; }

    public required double CommandsPerSecond { get; init; }

    /// <summary>Length of each of the two parts.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Number of people who raise hands. A room holds at most 200 hands.</summary>
    public int Hands => Math.Max(Rooms, (int)Math.Ceiling(CommandsPerSecond * SecondsPerHand));

    /// <summary>Enough people that none joins again within ten seconds.</summary>
    public int Visitors => (int)Math.Ceiling(JoinsPerSecond * Math.Min(10, Length.TotalSeconds));
}

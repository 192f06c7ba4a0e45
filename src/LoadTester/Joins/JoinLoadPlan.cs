namespace AudioRooms.LoadTester.Joins;

/// <summary>A test of how fast people come in and are answered.</summary>
internal sealed record JoinLoadPlan
{
    /// <summary>
    /// People with a raised hand per room and command a second: each then speaks up every five seconds, far below what one may.
    /// </summary>
    public const int SecondsPerHand = 5;

    public required Uri Server { get; init; }

    public required Uri Metrics { get; init; }

    public required string OperatorKey { get; init; }

    public required int Rooms { get; init; }

    public required double JoinsPerSecond { get; init; }

    public required double CommandsPerSecond { get; init; }

    /// <summary>Of each of the two parts.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>People whose hands go up; a room holds 200 hands at most.</summary>
    public int Hands => Math.Max(Rooms, (int)Math.Ceiling(CommandsPerSecond * SecondsPerHand));

    /// <summary>So many that nobody comes again within ten seconds.</summary>
    public int Visitors => (int)Math.Ceiling(JoinsPerSecond * Math.Min(10, Length.TotalSeconds));
}

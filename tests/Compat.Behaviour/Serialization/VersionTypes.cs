namespace AudioRooms.Compat.Behaviour.Serialization;

/// <summary>A contract as it was.</summary>
[GenerateSerializer]
public sealed class CardV1
{
    [Id(0)]
    public string Title { get; set; } = "";

    [Id(1)]
    public CardStageV1? Stage { get; set; }

    [Id(7)]
    public Person? Owner { get; set; }

    [Id(8)]
    public byte[]? Sound { get; set; }
}

[GenerateSerializer]
public sealed class CardStageV1
{
    [Id(0)]
    public int Seats { get; set; }
}

/// <summary>The same contract with fields added in the middle and inside.</summary>
[GenerateSerializer]
public sealed class CardV2
{
    [Id(0)]
    public string Title { get; set; } = "";

    [Id(1)]
    public CardStageV2? Stage { get; set; }

    [Id(2)]
    public int Number { get; set; } = 42;

    [Id(3)]
    public double Ratio { get; set; }

    [Id(4)]
    public float Level { get; set; }

    [Id(5)]
    public object? Anything { get; set; }

    [Id(6)]
    public Dictionary<string, List<Point>>? Points { get; set; }

    [Id(7)]
    public Person? Owner { get; set; }

    [Id(8)]
    public byte[]? Sound { get; set; }

    [Id(100_000)]
    public string? Last { get; set; }
}

[GenerateSerializer]
public sealed class CardStageV2
{
    [Id(0)]
    public int Seats { get; set; }

    [Id(1)]
    public List<Person>? Speakers { get; set; }

    [Id(2)]
    public byte[]? Jingle { get; set; }
}

[GenerateSerializer]
public sealed class Link
{
    [Id(0)]
    public Link? Next { get; set; }
}

/// <summary>Its base class is in another assembly, and has its own codec there.</summary>
[GenerateSerializer]
public sealed class RoomGoneException(string message, string room) : OrleansException(message)
{
    [Id(0)]
    public string Room { get; } = room;
}

[GenerateSerializer]
public sealed record UsesOtherAssembly(
    [property: Id(0)] GrainId Grain,
    [property: Id(1)] StreamId Stream,
    [property: Id(2)] SiloAddress Silo,
    [property: Id(3)] Orleans.Concurrency.Immutable<List<int>> Shared);

/// <summary>Not serializable, not in an allowed namespace.</summary>
public sealed class PrivateException(string message) : InvalidOperationException(message);

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AudioRooms.LoadTester.Plans;

namespace AudioRooms.LoadTester.Runs;

/// <summary>Orders of the first process to a worker, one JSON value per line, in the order of a test.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Begin), "begin")]
[JsonDerivedType(typeof(Join), "join")]
[JsonDerivedType(typeof(Measure), "measure")]
[JsonDerivedType(typeof(Finish), "finish")]
internal abstract record WorkerOrder
{
    /// <summary>Create the users, take the stages and speak.</summary>
    internal sealed record Begin(WorkerPlan Plan) : WorkerOrder;

    /// <summary>Let the listeners join, at this process's share of the ramp.</summary>
    internal sealed record Join : WorkerOrder;

    /// <summary>Count what is due in a window of the machine's monotonic clock.</summary>
    internal sealed record Measure(ulong FromMicros, ulong ToMicros) : WorkerOrder;

    /// <summary>Report the results, leave the rooms and exit.</summary>
    internal sealed record Finish : WorkerOrder;
}

/// <summary>Reports of a worker to the first process, one JSON value per line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Speaking), "speaking")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Joined), "joined")]
[JsonDerivedType(typeof(Second), "second")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Broken), "broken")]
internal abstract record WorkerReport
{
    internal sealed record Speaking(int Speakers) : WorkerReport;

    internal sealed record Progress(int Connected, long Packets) : WorkerReport;

    internal sealed record Joined(int Connected, int Failed, string? FirstFailure) : WorkerReport;

    /// <summary>One second of the window: the packets that were due in it and have arrived.</summary>
    internal sealed record Second(int Number, long Packets, byte[] Latency) : WorkerReport;

    internal sealed record Finished(WorkerResult Result) : WorkerReport;

    /// <summary>The worker cannot continue.</summary>
    internal sealed record Broken(string Message, string? Fix) : WorkerReport;
}

/// <summary>The results of one worker in the window.</summary>
internal sealed record WorkerResult
{
    /// <summary>Packets that its speakers were due to send, by room.</summary>
    public required ImmutableDictionary<string, long> SentByRoom { get; init; }

    /// <summary>What its listeners heard, by group of rooms and kind of listener.</summary>
    public required ImmutableArray<AudienceResult> Audience { get; init; }

    public required long Bundles { get; init; }

    public required long Reconnects { get; init; }

    /// <summary>TCP connections that its listeners share.</summary>
    public required int ListenerConnections { get; init; }

    public required long Unsent { get; init; }

    public required double CpuSeconds { get; init; }

    public required byte[] Lag { get; init; }
}

/// <summary>What the listeners of one kind in one group of rooms heard in the window.</summary>
internal sealed record AudienceResult
{
    /// <summary>Number of the group in the plan.</summary>
    public required int Group { get; init; }

    public required CrowdKind Kind { get; init; }

    /// <summary>Listeners that stayed until the end, by room.</summary>
    public required ImmutableDictionary<string, int> ListenersByRoom { get; init; }

    public required long Delivered { get; init; }

    /// <summary>Packets that the server dropped for a listener or that a cut lost, counted by positions.</summary>
    public required long Missed { get; init; }

    public required long Gaps { get; init; }

    public required long Deeds { get; init; }

    public required long FailedDeeds { get; init; }

    public required string? FirstFailure { get; init; }

    public required byte[] Latency { get; init; }

    public required byte[] JoinTime { get; init; }

    public required byte[] FirstAudio { get; init; }
}

/// <summary>Lines of JSON between the processes of a load test.</summary>
internal static class WorkerPipe
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write<T>(T message) => JsonSerializer.Serialize(message, Json);

    public static T Read<T>(string line) =>
        JsonSerializer.Deserialize<T>(line, Json) ?? throw new InvalidDataException($"\"{line}\" is not a {typeof(T).Name}.");
}

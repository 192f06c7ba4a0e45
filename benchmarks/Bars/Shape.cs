using System.Collections.Immutable;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>Something that is measured: one or more load tests, or a comparison with peers. Its result is one file.</summary>
/// <param name="Id">Names it on the command line, and its file.</param>
internal abstract record Shape(string Id)
{
    /// <summary>What to type to have it again.</summary>
    public string Command => $"benchmarks/run {Id}";

    /// <summary>Folder of its result, below the results.</summary>
    public string Folder { get; init; } = "bars";

    /// <summary>Where its result lies, below the results.</summary>
    public string File => Path.Combine(Folder, $"{Id}.json");

    /// <summary>Load tests of one server each, one after the other.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Runs">Arguments of <c>./audiorooms load</c>, as typed in the checkout's folder.</param>
    public sealed record Load(string Id, params ImmutableArray<string> Runs) : Shape(Id)
    {
        /// <summary>The same with TLS, less long: it is compared with a whole measurement, not with a bound.</summary>
        public Load WithTls() => this with
        {
            Id = Id + "-tls",
            Tls = true,
            Runs = [.. Runs.Select(run => run.Replace("--seconds 30", "--seconds 20", StringComparison.Ordinal))],
        };

        public bool Tls { get; init; }
    }

    /// <summary>Turns of AudioRooms and Murmur.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Arguments">Of <c>benchmarks/peers/run</c>.</param>
    public sealed record Peers(string Id, string Arguments) : Shape(Id);
}

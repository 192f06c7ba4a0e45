using System.Collections.Immutable;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>A measurement: one or more load tests, or a comparison with peers. Its result is one file.</summary>
/// <param name="Id">Its name on the command line, and of its file.</param>
internal abstract record Shape(string Id)
{
    /// <summary>The command that measures it again.</summary>
    public string Command => $"benchmarks/run {Id}";

    /// <summary>Folder of its result, below the folder of results.</summary>
    public string Folder { get; init; } = "bars";

    /// <summary>Path of its result, below the folder of results.</summary>
    public string File => Path.Combine(Folder, $"{Id}.json");

    /// <summary>Load tests, one after the other, each with a server of its own.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Runs">Arguments of <c>./audiorooms load</c>, as typed in the checkout's folder.</param>
    public sealed record Load(string Id, params ImmutableArray<string> Runs) : Shape(Id)
    {
        /// <summary>
        /// The same shape with TLS, with a shorter measurement, because it is compared with another one and not with a bound.
        /// </summary>
        public Load WithTls() => this with
        {
            Id = Id + "-tls",
            Tls = true,
            Runs = [.. Runs.Select(run => run.Replace("--seconds 30", "--seconds 20", StringComparison.Ordinal))],
        };

        public bool Tls { get; init; }
    }

    /// <summary>Alternating measurements of AudioRooms and Murmur.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Arguments">Arguments of <c>benchmarks/peers/run</c>.</param>
    public sealed record Peers(string Id, string Arguments) : Shape(Id);
}

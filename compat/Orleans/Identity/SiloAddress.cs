using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>
/// One incarnation of a silo: its endpoint and a generation that grows with each start, written <c>address:port@generation</c>.
/// </summary>
[Immutable]
[JsonConverter(typeof(SiloAddressConverter))]
[DebuggerDisplay("SiloAddress {ToString()}")]
[SuppressReferenceTracking]
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>, ISpanFormattable, IParsable<SiloAddress>
{
    private static readonly DateTime GenerationEpoch = new(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly int _hashCode;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Endpoint = endpoint;
        Generation = generation;
        _hashCode = HashCode.Combine(endpoint, generation);
    }

    public static SiloAddress Zero { get; } = New(IPAddress.None, 0, 0);

    [Id(0)]
    public IPEndPoint Endpoint { get; }

    [Id(1)]
    public int Generation { get; }

    /// <summary>Clients carry negative generations.</summary>
    public bool IsClient => Generation < 0;

    public static SiloAddress New(IPEndPoint ep, int gen) => new(ep, gen);

    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <summary>Seconds since the start of 2022, so that a restarted silo is newer than its former self.</summary>
    public static int AllocateNewGeneration() => (int)(TimeProvider.System.GetUtcNow().UtcDateTime - GenerationEpoch).TotalSeconds;

    public static SiloAddress FromParsableString(string addr) =>
        TryParse(addr, out var result)
            ? result
            : throw new FormatException($"A silo address is written address:port@generation; got \"{addr}\".");

    public static SiloAddress FromUtf8String(ReadOnlySpan<byte> addr) => FromParsableString(Encoding.UTF8.GetString(addr));

    public static SiloAddress Parse(string value) => FromParsableString(value);

    static SiloAddress IParsable<SiloAddress>.Parse(string value, IFormatProvider? provider) => FromParsableString(value);

    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out SiloAddress? result)
    {
        var at = value?.LastIndexOf('@') ?? -1;
        if (at > 0
            && IPEndPoint.TryParse(value.AsSpan(0, at), out var endpoint)
            && int.TryParse(value.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation))
        {
            result = new SiloAddress(endpoint, generation);
            return true;
        }

        result = null;
        return false;
    }

    static bool IParsable<SiloAddress>.TryParse(
        [NotNullWhen(true)] string? value, IFormatProvider? provider, [MaybeNullWhen(false)] out SiloAddress result) =>
        TryParse(value, out result);

    public bool Equals([NotNullWhen(true)] SiloAddress? other) =>
        other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    public override int GetHashCode() => _hashCode;

    public int GetConsistentHashCode() => (int)StableHash.ComputeHash(ToParsableString());

    public int CompareTo(SiloAddress? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byGeneration = Generation.CompareTo(other.Generation);
        return byGeneration != 0
            ? byGeneration
            : string.CompareOrdinal(Endpoint.ToString(), other.Endpoint.ToString());
    }

    public bool IsPredecessorOf(SiloAddress other) => Endpoint.Equals(other.Endpoint) && Generation < other.Generation;

    public bool IsSuccessorOf(SiloAddress other) => other.IsPredecessorOf(this);

    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint}@{Generation}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsClient ? 'C' : 'S')}{Endpoint}:{Generation}");

    public string ToStringWithHashCode() => string.Create(CultureInfo.InvariantCulture, $"{this}/x{_hashCode:X8}");

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        ToString().TryCopyTo(destination)
            ? (charsWritten = ToString().Length) >= 0
            : (charsWritten = 0) < 0;
}

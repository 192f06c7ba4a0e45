namespace Orleans.Runtime;

/// <summary>A stream and the provider that it belongs to.</summary>
[Immutable, GenerateSerializer]
public readonly struct QualifiedStreamId : IEquatable<QualifiedStreamId>, IComparable<QualifiedStreamId>
{
    [Id(0)]
    public readonly StreamId StreamId;

    [Id(1)]
    public readonly string ProviderName;

    public QualifiedStreamId(string providerName, StreamId streamId)
    {
        ProviderName = providerName;
        StreamId = streamId;
    }

    public static implicit operator StreamId(QualifiedStreamId internalStreamId) => internalStreamId.StreamId;

    public static bool operator ==(QualifiedStreamId s1, QualifiedStreamId s2) => s1.Equals(s2);

    public static bool operator !=(QualifiedStreamId s1, QualifiedStreamId s2) => !s1.Equals(s2);

    public bool Equals(QualifiedStreamId other) => StreamId == other.StreamId && ProviderName == other.ProviderName;

    public override bool Equals(object? obj) => obj is QualifiedStreamId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(ProviderName, StreamId);

    public int CompareTo(QualifiedStreamId other)
    {
        var byStream = StreamId.CompareTo(other.StreamId);
        return byStream != 0 ? byStream : string.CompareOrdinal(ProviderName, other.ProviderName);
    }

    public override string ToString() => $"{ProviderName}/{StreamId}";
}

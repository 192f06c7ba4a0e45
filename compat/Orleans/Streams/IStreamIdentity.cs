namespace Orleans.Streams;

/// <summary>A stream with a Guid key.</summary>
public interface IStreamIdentity
{
    Guid Guid { get; }

    string? Namespace { get; }
}

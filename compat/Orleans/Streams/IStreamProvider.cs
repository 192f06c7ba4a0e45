namespace Orleans.Streams;

/// <summary>Gives streams by id; registered as a keyed service under its name.</summary>
public interface IStreamProvider
{
    string Name { get; }

    /// <summary>Whether a subscription may start at an earlier event.</summary>
    bool IsRewindable { get; }

    IAsyncStream<T> GetStream<T>(StreamId streamId);
}

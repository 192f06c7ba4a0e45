namespace Grpc.Core;

/// <summary>Messages from the other side. One read at a time; <see cref="Current"/> is the one that the last read brought.</summary>
public interface IAsyncStreamReader<out T>
{
    T Current { get; }

    /// <returns>False at the end of the stream.</returns>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

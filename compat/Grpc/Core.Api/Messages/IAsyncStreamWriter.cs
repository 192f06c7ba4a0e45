namespace Grpc.Core;

/// <summary>Messages to the other side. One write at a time; the task ends when the transport has taken the message.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>For the writes that follow; null means the call's own.</summary>
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This stream writer cannot cancel a write.")
        : WriteAsync(message);
}

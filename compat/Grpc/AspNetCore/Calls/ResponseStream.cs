using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.StandIn.Server;

/// <summary>
/// The responses of a streaming call. A write that the transport takes at once allocates nothing; one that has to wait for a
/// slow client costs a task.
/// </summary>
internal sealed class ResponseStream<T>(ServerCall call, Action<T, SerializationContext> serializer) : IServerStreamWriter<T>
    where T : class
{
    private readonly PipeWriter body = call.HttpContext.Response.BodyWriter;
    private bool isWriting;

    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    /// <summary>Cancelling a write that is under way ends the call: half a message cannot be taken back.</summary>
    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        try
        {
            lock (call.Gate)
            {
                if (isWriting)
                {
                    throw new InvalidOperationException("The message cannot be written: the previous write is still in progress.");
                }

                if (call.HasEnded)
                {
                    throw new InvalidOperationException("The message cannot be written: the call has ended.");
                }

                var options = call.WriteOptions;
                call.Responses.Write(message, serializer, options);
                if (options is not null && (options.Flags & WriteFlags.BufferHint) != 0)
                {
                    return Task.CompletedTask;
                }

                var flush = body.FlushAsync(CancellationToken.None);
                if (flush.IsCompletedSuccessfully)
                {
                    flush.GetAwaiter().GetResult();
                    return Task.CompletedTask;
                }

                isWriting = true;
                return AwaitAsync(flush, cancellationToken);
            }
        }
        catch (Exception e)
        {
            // As the method promises a task, its failure is the task's.
            return Task.FromException(e);
        }
    }

    private async Task AwaitAsync(ValueTask<FlushResult> flush, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static state => ((ServerCall)state!).Abort(Http2Error.Cancel), call).ConfigureAwait(false);
        try
        {
            await flush.ConfigureAwait(false);
        }
        finally
        {
            isWriting = false;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}

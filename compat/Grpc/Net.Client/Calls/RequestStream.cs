using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace Grpc.StandIn.Client;

/// <summary>The requests of a streaming call. They are written to the body of the HTTP request, which stays open for them.</summary>
[SuppressMessage("Design", "CA1001", Justification = "UseAsync, which outlives every write, gives the buffer back.")]
internal sealed class RequestStream<T>(ClientCall call, Action<T, SerializationContext> serializer) : IClientStreamWriter<T>, IRequestSource
    where T : class
{
    private readonly Lock gate = new();
    private readonly RequestWriter framed = new(call);
    private readonly TaskCompletionSource<Stream> body = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? writing;
    private bool isCompleted;

    public WriteOptions? WriteOptions { get; set; } = call.Options.WriteOptions;

    public async Task UseAsync(Stream body, CancellationToken cancellationToken)
    {
        // Sends the request headers without waiting for the first message.
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
        this.body.TrySetResult(body);
        await completion.Task.WaitAsync(call.Token).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (cancellationToken.IsCancellationRequested)
        {
            call.Cancel(cancellationToken);
        }

        lock (gate)
        {
            if (isCompleted)
            {
                return Task.FromException(new InvalidOperationException("The message cannot be written: the request stream is complete."));
            }

            if (writing is { IsCompleted: false })
            {
                return Task.FromException(
                    new InvalidOperationException("The message cannot be written: the previous write is still in progress."));
            }

            if (call.HasEnded)
            {
                return Task.FromException(EndedError());
            }

            return writing = WriteCoreAsync(message, cancellationToken);
        }
    }

    public Task CompleteAsync()
    {
        lock (gate)
        {
            if (isCompleted)
            {
                return Task.FromException(new InvalidOperationException("The request stream is already complete."));
            }

            if (writing is { IsCompleted: false })
            {
                return Task.FromException(new InvalidOperationException("The request stream cannot be completed: a write is in progress."));
            }

            isCompleted = true;
        }

        completion.TrySetResult();
        return Task.CompletedTask;
    }

    private async Task WriteCoreAsync(T message, CancellationToken cancellationToken)
    {
        using var registration = call.CancelWith(cancellationToken);
        var isOnItsWay = false;
        try
        {
            var stream = body.Task.IsCompletedSuccessfully
                ? body.Task.Result
                : await body.Task.WaitAsync(call.Token).ConfigureAwait(false);
            framed.Write(message, serializer, WriteOptions);
            isOnItsWay = true;
            await stream.WriteAsync(framed.Written, call.Token).ConfigureAwait(false);
            if (WriteOptions is null || (WriteOptions.Flags & WriteFlags.BufferHint) == 0)
            {
                await stream.FlushAsync(call.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // A transport that takes no more does not end the call: most likely the server answered before it had read everything,
            // and what it said is still to be read.
            throw isOnItsWay && !call.Token.IsCancellationRequested ? call.Explain(e) : call.Fail(e);
        }
    }

    private Exception EndedError() => call.GetStatus().StatusCode == StatusCode.OK
        ? new InvalidOperationException("The message cannot be written: the call has ended.")
        : call.Fail(new OperationCanceledException());
}

using Grpc.Core;

namespace Grpc.StandIn.Server;

/// <summary>The requests of a streaming call.</summary>
internal sealed class RequestStream<T>(ServerCall call, Func<DeserializationContext, T> deserializer) : IAsyncStreamReader<T>
    where T : class
{
    private static readonly Task<bool> True = Task.FromResult(true);
    private static readonly Task<bool> False = Task.FromResult(false);

    public T Current { get; private set; } = null!;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        if (call.HasEnded)
        {
            return Task.FromException<bool>(new InvalidOperationException("No more requests can be read: the call has ended."));
        }

        // Not kept alive while waiting, perhaps for long, for the next one.
        Current = null!;
        try
        {
            var read = call.Requests.ReadNextAsync(deserializer, cancellationToken);
            return read.IsCompletedSuccessfully ? Take(read.Result) ? True : False : AwaitAsync(read);
        }
        catch (Exception e)
        {
            // As the method promises a task, its failure is the task's.
            return Task.FromException<bool>(e);
        }
    }

    private async Task<bool> AwaitAsync(ValueTask<T?> read) => Take(await read.ConfigureAwait(false));

    private bool Take(T? message)
    {
        Current = message!;
        return message is not null;
    }
}

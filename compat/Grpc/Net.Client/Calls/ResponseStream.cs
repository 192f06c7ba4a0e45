using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace Grpc.StandIn.Client;

/// <summary>The responses of a streaming call.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The read that finds the end of the stream, or fails, gives the buffer back.")]
internal sealed class ResponseStream<T>(ClientCall call, Func<DeserializationContext, T> deserializer) : IAsyncStreamReader<T>
    where T : class
{
    private static readonly Task<bool> True = Task.FromResult(true);
    private static readonly Task<bool> False = Task.FromResult(false);

    private HttpResponseMessage? response;
    private ResponseReader? reader;
    private int isReading;
    private bool isAtEnd;

    public T Current { get; private set; } = null!;

    /// <summary>Cancelling a read ends the call: what was on its way would be lost.</summary>
    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            call.Cancel(cancellationToken);
        }

        if (Interlocked.Exchange(ref isReading, 1) != 0)
        {
            return Task.FromException<bool>(
                new InvalidOperationException("The next message cannot be read: the previous read is still in progress."));
        }

        if (isAtEnd)
        {
            isReading = 0;
            return call.GetStatus().StatusCode == StatusCode.OK ? False : Task.FromException<bool>(call.Fail(new OperationCanceledException()));
        }

        // Not kept alive while waiting, perhaps for long, for the next one.
        Current = null!;
        try
        {
            if (reader is not null && !call.HasEnded && reader.TryTake(deserializer, out var message))
            {
                Current = message;
                isReading = 0;
                return True;
            }
        }
        catch (Exception e)
        {
            // As the method promises a task, its failure is the task's.
            isAtEnd = true;
            isReading = 0;
            return Task.FromException<bool>(call.Fail(e));
        }

        return MoveNextAsync(cancellationToken);
    }

    private async Task<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        using var registration = call.CancelWith(cancellationToken);
        try
        {
            call.Token.ThrowIfCancellationRequested();
            response ??= await call.OpenAsync().ConfigureAwait(false);
            reader ??= await ResponseReader.OpenAsync(call, response).ConfigureAwait(false);
            if (await reader.ReadAsync(deserializer).ConfigureAwait(false) is { } message)
            {
                Current = message;
                return true;
            }

            isAtEnd = true;
            reader.Dispose();
            call.EndByTrailers(response);
            response.Dispose();
            return false;
        }
        catch (Exception e)
        {
            if (!isAtEnd)
            {
                isAtEnd = true;
                reader?.Dispose();
            }

            throw call.Fail(e);
        }
        finally
        {
            isReading = 0;
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// Writes a connection's bytes straight into its socket: a flush is one system call on the calling thread. The server's own
/// output is a pipe with a task behind it, which makes up a tenth of the cost of a listener that gets one write a second (ADR
/// 23). Bytes that the socket does not take at once wait here, and the flush completes when they are sent. One caller at a time,
/// as for every <see cref="PipeWriter"/>.
/// </summary>
/// <param name="socket">Connected and non-blocking; its owner closes it.</param>
/// <param name="onBroken">Called once when the socket has failed; must not block.</param>
internal sealed class SocketOutput(Socket socket, Action onBroken) : PipeWriter
{
    /// <summary>
    /// First size of the buffer, enough for a usual flush. The buffer is rented only from a write to its flush.
    /// </summary>
    private const int UsualBytes = 16 * 1_024;

    private byte[] buffer = [];
    private int count;
    private Task rest = Task.CompletedTask;
    private TaskCompletionSource? flushing;
    private volatile bool isBroken;
    private bool isComplete;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => count;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(count);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsSpan(count);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, buffer.Length - count);
        count += bytes;
    }

    /// <inheritdoc/>
    /// <returns><see cref="FlushResult.IsCompleted"/> is true if the connection is broken: the bytes are lost then.</returns>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Send();
        return rest.IsCompleted
            ? ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: isBroken))
            : SentAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => Volatile.Read(ref flushing)?.TrySetResult();

    public override void Complete(Exception? exception = null)
    {
        if (!isComplete)
        {
            isComplete = true;
            Send();
        }
    }

    /// <summary>Completes when no bytes wait for the socket.</summary>
    public Task WhenSentAsync() => rest;

    private void Reserve(int sizeHint)
    {
        if (isComplete)
        {
            throw new InvalidOperationException("Nothing can be written: the output is complete.");
        }

        var needed = count + Math.Max(sizeHint, 1);
        if (needed > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(buffer.Length * 2, UsualBytes)));
            buffer.AsSpan(0, count).CopyTo(larger);
            Return();
            buffer = larger;
        }
    }

    private void Send()
    {
        if (count > 0 && !isBroken)
        {
            var sent = rest.IsCompleted ? TrySend(buffer.AsSpan(0, count)) : 0;
            if (sent < count && !isBroken)
            {
                rest = SendAfterAsync(rest, buffer.AsSpan(sent, count - sent).ToArray());
            }
        }

        count = 0;
        Return();
    }

    private int TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var sent = socket.Send(bytes, SocketFlags.None, out var error);
            switch (error)
            {
                case SocketError.Success:
                    return sent;
                case SocketError.WouldBlock:
                    return 0;
                default:
                    Break();
                    return 0;
            }
        }
        catch (ObjectDisposedException)
        {
            Break();
            return 0;
        }
    }

    private async Task SendAfterAsync(Task before, ReadOnlyMemory<byte> bytes)
    {
        await before.ConfigureAwait(false);
        try
        {
            while (!bytes.IsEmpty && !isBroken)
            {
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            Break();
        }
    }

    private async ValueTask<FlushResult> SentAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref flushing, cancelled);
        try
        {
            var first = await Task.WhenAny(rest, cancelled.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
            return new FlushResult(isCanceled: first == cancelled.Task, isCompleted: isBroken);
        }
        finally
        {
            Volatile.Write(ref flushing, null);
        }
    }

    private void Break()
    {
        if (!isBroken)
        {
            isBroken = true;
            onBroken();
        }
    }

    private void Return()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }
}

using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// The bare connection below a WebSocket, which checks that the device masks every frame. By RFC 6455 §5.1 a server closes a
/// connection on which a frame is not masked, but .NET's WebSocket accepts such frames. The check reads the header of each frame
/// only; writes pass through.
/// </summary>
internal sealed class MaskWatch(Stream wire) : Stream
{
    private const int MaskBytes = 4;

    private readonly byte[] head = new byte[14];
    private int headCount;
    private ulong payloadLeft;

    /// <summary>
    /// True once a frame came without a mask. The reader got an error then, and the close code 1002 is still to be sent.
    /// </summary>
    public bool HasMetNoMask { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("A connection has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A connection has no position.");
        set => throw new NotSupportedException("A connection has no position.");
    }

    /// <summary>Takes over the connection of a request; the caller owns and disposes the result.</summary>
    public static async Task<MaskWatch> UpgradeAsync(IHttpUpgradeFeature upgrade) =>
        new(await upgrade.UpgradeAsync().ConfigureAwait(false));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = wire.ReadAsync(buffer, cancellationToken);
        return read.IsCompletedSuccessfully ? ValueTask.FromResult(Inspect(buffer, read.Result)) : InspectAsync(read, buffer);
    }

    /// <summary>Reads without the check, once the WebSocket has ended.</summary>
    public ValueTask<int> ReadOnAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        wire.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        wire.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => wire.FlushAsync(cancellationToken);

    public override void Flush() => wire.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("A connection cannot be wound back.");

    public override void SetLength(long value) => throw new NotSupportedException("A connection has no length.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            wire.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> InspectAsync(ValueTask<int> read, Memory<byte> buffer) =>
        Inspect(buffer, await read.ConfigureAwait(false));

    private int Inspect(Memory<byte> buffer, int count)
    {
        var rest = buffer.Span[..count];
        while (!rest.IsEmpty)
        {
            if (payloadLeft > 0)
            {
                var skipped = (int)Math.Min(payloadLeft, (ulong)rest.Length);
                payloadLeft -= (ulong)skipped;
                rest = rest[skipped..];
                continue;
            }

            head[headCount++] = rest[0];
            rest = rest[1..];
            if (headCount >= 2 && IsHeadWhole())
            {
                headCount = 0;
            }
        }

        return count;
    }

    private bool IsHeadWhole()
    {
        if ((head[1] & 0x80) == 0)
        {
            HasMetNoMask = true;
            throw new WebSocketException(WebSocketError.Faulted, "A device must mask its frames, and this frame has no mask.");
        }

        var length = head[1] & 0x7F;
        var lengthBytes = length switch { 126 => sizeof(ushort), 127 => sizeof(ulong), _ => 0 };
        if (headCount < 2 + lengthBytes + MaskBytes)
        {
            return false;
        }

        payloadLeft = length switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)),
            127 => BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(2)),
            _ => (ulong)length,
        };
        return true;
    }
}

using System.Buffers;
using Grpc.Core;

namespace Grpc.StandIn.Client;

/// <summary>
/// Takes messages out of a response body. A message is judged by its prefix before anything is reserved for it, and the buffer
/// grows with what has arrived rather than with what was announced.
/// </summary>
internal sealed class ResponseReader : IDisposable
{
    private const int ReadSizeMin = 4 * 1024;
    private const int GrowthMax = 64 * 1024;

    private readonly ReceivedMessage received = new();
    private readonly MessageBuffer buffer = new();
    private readonly ClientCall call;
    private readonly Stream body;
    private readonly string? encoding;
    private MessageBuffer? decompressed;
    private int taken;

    /// <summary>How many more bytes the message needs that <see cref="TryTake"/> has begun to see.</summary>
    private int missing;

    private ResponseReader(ClientCall call, Stream body, string? encoding)
    {
        this.call = call;
        this.body = body;
        this.encoding = encoding;
    }

    public static async ValueTask<ResponseReader> OpenAsync(ClientCall call, HttpResponseMessage response)
    {
        var encoding = response.Headers.NonValidated.TryGetValues(MessageCompression.EncodingHeader, out var values) ? values.ToString() : null;
        return new ResponseReader(call, await response.Content.ReadAsStreamAsync(call.Token).ConfigureAwait(false), encoding);
    }

    /// <summary>The next message; null at the end of the body.</summary>
    public async ValueTask<T?> ReadAsync<T>(Func<DeserializationContext, T> deserializer)
        where T : class
    {
        while (true)
        {
            if (TryTake(deserializer, out var message))
            {
                return message;
            }

            if (!await FillAsync().ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    /// <summary>Takes a message that has arrived whole.</summary>
    public bool TryTake<T>(Func<DeserializationContext, T> deserializer, out T message)
        where T : class
    {
        message = null!;
        var rest = new ReadOnlySequence<byte>(buffer.Written[taken..]);
        if (!MessageFrame.TryReadPrefix(rest, out var flag, out var length))
        {
            missing = MessageFrame.PrefixSize - (int)rest.Length;
            return false;
        }

        MessageLimits.ThrowIfTooLongToReceive(length, call.Settings.LengthToReceiveMax);
        var lengthFramed = MessageFrame.PrefixSize + (long)length;
        if (rest.Length < lengthFramed)
        {
            missing = (int)Math.Min(lengthFramed - rest.Length, int.MaxValue);
            return false;
        }

        message = received.Deserialize(Decompress(rest.Slice(MessageFrame.PrefixSize, length), flag), deserializer);
        decompressed?.Clear();
        taken += (int)lengthFramed;
        if (taken == buffer.Length)
        {
            buffer.Clear();
            taken = 0;
        }

        return true;
    }

    public void Dispose()
    {
        buffer.Dispose();
        decompressed?.Dispose();
    }

    private async ValueTask<bool> FillAsync()
    {
        buffer.Consume(taken);
        taken = 0;
        buffer.Reserve(Math.Max(ReadSizeMin, Math.Min(missing, Math.Max(buffer.Length, GrowthMax))));
        var read = await body.ReadAsync(buffer.GetMemory(), call.Token).ConfigureAwait(false);
        buffer.Advance(read);
        if (read == 0 && buffer.Length > 0)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The response ends inside a message."));
        }

        return read > 0;
    }

    private ReadOnlySequence<byte> Decompress(in ReadOnlySequence<byte> payload, byte flag)
    {
        if (flag == 0)
        {
            return payload;
        }

        if (flag != 1)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The message begins with {flag}; only 0 and 1 have a meaning."));
        }

        if (encoding is null or MessageCompression.Identity)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The message is compressed, but the response names no encoding."));
        }

        if (!call.Settings.Compressors.TryGetValue(encoding, out var provider))
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, $"The response's encoding '{encoding}' is not supported."));
        }

        decompressed ??= new MessageBuffer();
        decompressed.Clear();
        MessageCompression.Decompress(provider, payload, call.Settings.LengthToReceiveMax, decompressed);
        return new ReadOnlySequence<byte>(decompressed.Written);
    }
}

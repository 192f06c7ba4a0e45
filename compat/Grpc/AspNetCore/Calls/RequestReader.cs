using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.StandIn.Server;

/// <summary>Takes messages out of the request body. A message is judged by its prefix before the rest of it is waited for.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A handler may leave a read behind: its buffer must not go back to the pool under it.")]
internal sealed class RequestReader(ServerCall call, CallSettings settings, PipeReader body)
{
    private readonly ReceivedMessage received = new();
    private MessageBuffer? decompressed;

    /// <summary>The only message of a request.</summary>
    public async ValueTask<T> ReadSingleAsync<T>(Func<DeserializationContext, T> deserializer)
        where T : class
    {
        var message = await ReadNextAsync(deserializer, CancellationToken.None).ConfigureAwait(false)
            ?? throw new RpcException(new Status(StatusCode.Internal, "The request holds no message."));
        return await ReadNextAsync(deserializer, CancellationToken.None).ConfigureAwait(false) is null
            ? message
            : throw new RpcException(new Status(StatusCode.Internal, "The request holds more than one message."));
    }

    /// <summary>The next message; null at the end of the stream.</summary>
    public ValueTask<T?> ReadNextAsync<T>(Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        var read = body.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            return AwaitNextAsync(read, deserializer, cancellationToken);
        }

        var result = read.GetAwaiter().GetResult();
        if (TryTake(result, deserializer, out var message))
        {
            return ValueTask.FromResult<T?>(message);
        }

        return result.IsCompleted
            ? ValueTask.FromResult<T?>(null)
            : AwaitNextAsync(body.ReadAsync(cancellationToken), deserializer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T?> AwaitNextAsync<T>(
        ValueTask<ReadResult> read, Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await read.ConfigureAwait(false);
            }
            catch (IOException)
            {
                call.ReportClientGone();
                throw;
            }

            if (TryTake(result, deserializer, out var message))
            {
                return message;
            }

            if (result.IsCompleted)
            {
                return null;
            }

            read = body.ReadAsync(cancellationToken);
        }
    }

    /// <summary>Takes one message out of <paramref name="result"/>, if a whole one is there, and tells the pipe what was used.</summary>
    private bool TryTake<T>(in ReadResult result, Func<DeserializationContext, T> deserializer, out T message)
    {
        var buffer = result.Buffer;
        var used = buffer.Start;
        var seen = buffer.End;
        try
        {
            if (result.IsCanceled)
            {
                throw new OperationCanceledException("The read of the request was cancelled.");
            }

            if (!MessageFrame.TryReadPrefix(buffer, out var flag, out var length))
            {
                message = default!;
                return result.IsCompleted && !buffer.IsEmpty ? throw Incomplete() : false;
            }

            MessageLimits.ThrowIfTooLongToReceive(length, settings.LengthToReceiveMax);
            var compressor = CompressorFor(flag);
            if (buffer.Length < MessageFrame.PrefixSize + length)
            {
                message = default!;
                return result.IsCompleted ? throw Incomplete() : false;
            }

            var payload = buffer.Slice(MessageFrame.PrefixSize, length);
            message = received.Deserialize(Decompress(payload, compressor), deserializer);
            decompressed?.Clear();
            used = seen = payload.End;
            return true;
        }
        finally
        {
            body.AdvanceTo(used, seen);
        }
    }

    private ICompressionProvider? CompressorFor(byte flag)
    {
        if (flag == 0)
        {
            return null;
        }

        if (flag != 1)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The message begins with {flag}; only 0 and 1 have a meaning."));
        }

        var encoding = call.RequestEncoding;
        if (encoding is null or MessageCompression.Identity)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The message is compressed, but the request names no encoding."));
        }

        if (settings.Compressors.TryGetValue(encoding, out var compressor))
        {
            return compressor;
        }

        call.AdvertiseEncodings();
        throw new RpcException(new Status(
            StatusCode.Unimplemented, $"The encoding '{encoding}' is not supported; supported are {settings.AcceptedEncodings}."));
    }

    private ReadOnlySequence<byte> Decompress(in ReadOnlySequence<byte> payload, ICompressionProvider? compressor)
    {
        if (compressor is null)
        {
            return payload;
        }

        decompressed ??= new MessageBuffer();
        decompressed.Clear();
        MessageCompression.Decompress(compressor, payload, settings.LengthToReceiveMax, decompressed);
        return new ReadOnlySequence<byte>(decompressed.Written);
    }

    private static RpcException Incomplete() => new(new Status(StatusCode.Internal, "The request ends inside a message."));
}

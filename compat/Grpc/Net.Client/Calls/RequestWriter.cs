using System.Buffers;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.StandIn.Client;

/// <summary>
/// Frames one message at a time in a buffer that is kept for the call: prefix and message lie together, so that they leave in
/// one write.
/// </summary>
internal sealed class RequestWriter(ClientCall call) : SerializationContext, IDisposable
{
    private readonly MessageBuffer framed = new();
    private MessageBuffer? plain;
    private ICompressionProvider? compressor;
    private bool isOpen;

    /// <summary>The framed message.</summary>
    public ReadOnlyMemory<byte> Written => framed.Written;

    public void Write<T>(T message, Action<T, SerializationContext> serializer, WriteOptions? options)
    {
        compressor = options is not null && (options.Flags & WriteFlags.NoCompress) != 0 ? null : CompressorOfCall();
        framed.Clear();
        framed.GetSpan(MessageFrame.PrefixSize);
        framed.Advance(MessageFrame.PrefixSize);
        isOpen = true;
        serializer(message, this);
        if (isOpen)
        {
            throw new InvalidOperationException("The serializer returned without completing the message.");
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        ThrowUnlessOpen();
        MessageLimits.ThrowIfTooLongToSend(payloadLength, call.Settings.LengthToSendMax);
        Target.Reserve(payloadLength);
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        ThrowUnlessOpen();
        return Target;
    }

    public override void Complete()
    {
        ThrowUnlessOpen();
        isOpen = false;
        var length = compressor is null ? framed.Length - MessageFrame.PrefixSize : plain?.Length ?? 0;
        MessageLimits.ThrowIfTooLongToSend(length, call.Settings.LengthToSendMax);
        if (compressor is not null)
        {
            MessageCompression.Compress(compressor, level: null, plain is null ? [] : plain.WrittenSpan, framed);
            plain?.Clear();
        }

        MessageFrame.WritePrefix(framed.WrittenSpan, compressor is not null, framed.Length - MessageFrame.PrefixSize);
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ThrowUnlessOpen();
        Target.Write(payload);
        Complete();
    }

    public void Dispose()
    {
        framed.Dispose();
        plain?.Dispose();
    }

    private MessageBuffer Target => compressor is null ? framed : plain ??= new MessageBuffer();

    private ICompressionProvider? CompressorOfCall()
    {
        if (call.Options.Headers?.GetValue(MessageCompression.EncodingRequestHeader) is not { } encoding || encoding == MessageCompression.Identity)
        {
            return null;
        }

        return call.Settings.Compressors.TryGetValue(encoding, out var provider)
            ? provider
            : throw new InvalidOperationException($"The channel has no compression provider for '{encoding}'.");
    }

    private void ThrowUnlessOpen()
    {
        if (!isOpen)
        {
            throw new InvalidOperationException("The serializer used its context after completing the message.");
        }
    }
}

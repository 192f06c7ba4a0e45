using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.StandIn.Server;

/// <summary>
/// Frames messages into the response body. A serializer that announces its length writes straight into the transport's
/// buffer; only a message of unknown length, or one to be compressed, is collected first.
/// </summary>
internal sealed class ResponseWriter(CallSettings settings, PipeWriter body) : SerializationContext, IDisposable
{
    private const int LengthUnknown = -1;

    private MessageBuffer? collected;
    private MessageBuffer? compressed;
    private ICompressionProvider? compressorOfMessage;
    private State state;
    private int lengthAnnounced;
    private long unflushedBefore;

    private enum State
    {
        Idle,

        /// <summary>The serializer has been called and has not yet asked for a place to write to.</summary>
        Open,

        /// <summary>The prefix is written and the serializer writes behind it.</summary>
        Direct,
        Collecting,
        Complete,
    }

    /// <summary>Encodes the messages that follow; null sends them as they are.</summary>
    public ICompressionProvider? Compressor { get; set; }

    /// <summary>True once any byte of a message is in the response body.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>True if a serializer left half a message behind: the stream cannot be used further.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Serialises a message into the response body, without flushing it.</summary>
    public void Write<T>(T message, Action<T, SerializationContext> serializer, WriteOptions? options)
    {
        compressorOfMessage = options is not null && (options.Flags & WriteFlags.NoCompress) != 0 ? null : Compressor;
        lengthAnnounced = LengthUnknown;
        state = State.Open;
        try
        {
            serializer(message, this);
            if (state != State.Complete)
            {
                throw new InvalidOperationException("The serializer returned without completing the message.");
            }
        }
        catch when (state == State.Direct)
        {
            IsBroken = true;
            throw;
        }
        finally
        {
            state = State.Idle;
            collected?.Clear();
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        ThrowUnless(state == State.Open);
        lengthAnnounced = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (state == State.Open)
        {
            if (lengthAnnounced != LengthUnknown && compressorOfMessage is null)
            {
                MessageLimits.ThrowIfTooLongToSend(lengthAnnounced, settings.LengthToSendMax);
                WritePrefix(isCompressed: false, lengthAnnounced);
                unflushedBefore = body.CanGetUnflushedBytes ? body.UnflushedBytes : 0;
                state = State.Direct;
            }
            else
            {
                collected ??= new MessageBuffer();
                state = State.Collecting;
            }
        }

        ThrowUnless(state is State.Direct or State.Collecting);
        return state == State.Direct ? body : collected!;
    }

    public override void Complete()
    {
        switch (state)
        {
            case State.Open when lengthAnnounced is LengthUnknown or 0:
                WriteWhole([]);
                break;
            case State.Direct:
                ThrowIfNotAsAnnounced();
                break;
            case State.Collecting:
                WriteWhole(collected!.WrittenSpan);
                break;
            default:
                ThrowUnless(false);
                break;
        }

        state = State.Complete;
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ThrowUnless(state == State.Open);
        WriteWhole(payload);
        state = State.Complete;
    }

    public void Dispose()
    {
        collected?.Dispose();
        compressed?.Dispose();
    }

    private void WriteWhole(ReadOnlySpan<byte> message)
    {
        MessageLimits.ThrowIfTooLongToSend(message.Length, settings.LengthToSendMax);
        if (compressorOfMessage is null)
        {
            WritePrefix(isCompressed: false, message.Length);
            body.Write(message);
            return;
        }

        compressed ??= new MessageBuffer();
        MessageCompression.Compress(compressorOfMessage, settings.ResponseCompressionLevel, message, compressed);
        WritePrefix(isCompressed: true, compressed.Length);
        body.Write(compressed.WrittenSpan);
        compressed.Clear();
    }

    private void WritePrefix(bool isCompressed, int length)
    {
        MessageFrame.WritePrefix(body.GetSpan(MessageFrame.PrefixSize), isCompressed, length);
        body.Advance(MessageFrame.PrefixSize);
        HasWritten = true;
    }

    /// <summary>The prefix has gone out with the announced length; a message of another length would shift all that follow.</summary>
    private void ThrowIfNotAsAnnounced()
    {
        if (body.CanGetUnflushedBytes && body.UnflushedBytes - unflushedBefore != lengthAnnounced)
        {
            throw new InvalidOperationException(
                $"The serializer announced {lengthAnnounced} bytes and wrote {body.UnflushedBytes - unflushedBefore}.");
        }
    }

    private static void ThrowUnless(bool isInOrder)
    {
        if (!isInOrder)
        {
            throw new InvalidOperationException("The serializer used its context out of order, or after completing the message.");
        }
    }
}

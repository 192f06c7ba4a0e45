using System.Buffers;
using AudioRooms.Gateway.Observability;
using Google.Protobuf;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// Lends encoded messages and takes them back, so that the fan-out allocates nothing in steady state. Thread-safe.
/// </summary>
/// <param name="storage">
/// The pool of the bytes; null is the process's shared pool. A test's pool overwrites the arrays that come back.
/// </param>
internal sealed class EncodedMessagePool(ArrayPool<byte>? storage = null)
{
    /// <summary>Idle messages kept; more than one tick's groups of a few hundred rooms. An idle one is 40 bytes.</summary>
    private const int IdleMax = 4_096;

    private readonly ArrayPool<byte> storage = storage ?? ArrayPool<byte>.Shared;
    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly Stack<EncodedMessage> idle = new(64);
    private long rented;
    private long returned;

    /// <summary>Messages lent since the start. A test sees by it that a message for many devices was encoded once.</summary>
    public long Rented => Interlocked.Read(ref rented);

    /// <summary>Messages lent at this moment. A test sees by it that each message came back, once.</summary>
    public long Outstanding => Interlocked.Read(ref rented) - Interlocked.Read(ref returned);

    /// <summary>
    /// A message of <paramref name="length"/> bytes with one reference, which the caller owns, and the span to fill.
    /// </summary>
    public EncodedMessage Rent(int length, out Span<byte> bytes)
    {
        EncodedMessage? message;
        using (gate.EnterScope())
        {
            idle.TryPop(out message);
        }

        message ??= new EncodedMessage(this);
        Interlocked.Increment(ref rented);
        bytes = message.Open(storage.Rent(EncodedMessage.PrefixBytes + length), length);
        return message;
    }

    /// <summary>Serialises a control message, once for all devices that get it. The caller owns the one reference.</summary>
    public EncodedMessage Encode(IMessage message)
    {
        var encoded = Rent(message.CalculateSize(), out var bytes);
        message.WriteTo(bytes);
        return encoded;
    }

    internal void Return(EncodedMessage message)
    {
        storage.Return(message.Detach());
        Interlocked.Increment(ref returned);
        using (gate.EnterScope())
        {
            if (idle.Count < IdleMax)
            {
                idle.Push(message);
            }
        }
    }
}

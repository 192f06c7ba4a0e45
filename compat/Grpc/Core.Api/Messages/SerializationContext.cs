using System.Buffers;

namespace Grpc.Core;

/// <summary>
/// Where a serializer puts one message. Either <see cref="Complete(byte[])"/> with the whole message, or
/// <see cref="SetPayloadLength"/> (optional; when it is right the message is not buffered before it is sent), then
/// <see cref="GetBufferWriter"/>, then <see cref="Complete()"/>.
/// </summary>
/// <remarks>
/// The channel and the server hand out the transport's own buffer once the length is known. A message that is already
/// serialised therefore costs one copy into the transport: announce its length, write it to the buffer writer, complete.
/// </remarks>
public abstract class SerializationContext
{
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    public virtual void Complete() => throw new NotImplementedException();
}

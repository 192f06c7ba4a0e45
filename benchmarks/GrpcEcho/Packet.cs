using System.Buffers;
using Grpc.Core;

namespace AudioRooms.Benchmarks.GrpcEcho;

/// <summary>Bytes that are serialised already, as a bundle of audio packets is; written and read without a codec.</summary>
internal sealed class Packet(ReadOnlyMemory<byte> bytes)
{
    public static readonly Marshaller<Packet> Marshaller = Marshallers.Create<Packet>(
        static (packet, context) =>
        {
            context.SetPayloadLength(packet.Bytes.Length);
            context.GetBufferWriter().Write(packet.Bytes.Span);
            context.Complete();
        },
        static context => new Packet(context.PayloadAsNewBuffer()));

    public ReadOnlyMemory<byte> Bytes => bytes;
}

using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.StandIn;

/// <summary>Compresses and decompresses single messages.</summary>
internal static class MessageCompression
{
    /// <summary>The encoding of a message that is sent as it is.</summary>
    public const string Identity = "identity";
    public const string EncodingHeader = "grpc-encoding";
    public const string AcceptEncodingHeader = "grpc-accept-encoding";

    /// <summary>As metadata of one call or response, chooses its encoding; consumed on the way out.</summary>
    public const string EncodingRequestHeader = "grpc-internal-encoding-request";

    public static void Compress(
        ICompressionProvider provider, CompressionLevel? level, ReadOnlySpan<byte> message, MessageBuffer destination)
    {
        using var output = new BufferStream(destination);
        using var compressor = provider.CreateCompressionStream(output, level);
        compressor.Write(message);
    }

    /// <summary>
    /// Stops as soon as the message turns out longer than <paramref name="lengthMax"/>: a thousandfold bomb costs the limit,
    /// not its size.
    /// </summary>
    /// <exception cref="RpcException">Too long (RESOURCE_EXHAUSTED) or not what the encoding says (INTERNAL).</exception>
    public static void Decompress(
        ICompressionProvider provider, in ReadOnlySequence<byte> message, int? lengthMax, MessageBuffer destination)
    {
        var limit = lengthMax ?? Array.MaxLength;
        try
        {
            using var input = new SequenceStream(message);
            using var decompressor = provider.CreateDecompressionStream(input);
            while (true)
            {
                var span = destination.GetSpan();
                var read = decompressor.Read(span[..Math.Min(span.Length, limit - destination.Length + 1)]);
                if (read == 0)
                {
                    return;
                }

                destination.Advance(read);
                if (destination.Length > limit)
                {
                    throw MessageLimits.DecompressedTooLong(limit);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The message is not valid {provider.EncodingName} data.", e));
        }
    }
}

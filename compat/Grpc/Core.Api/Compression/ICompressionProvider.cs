using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>One message encoding, by its name in <c>grpc-encoding</c>.</summary>
public interface ICompressionProvider
{
    string EncodingName { get; }

    /// <param name="stream">Receives the compressed bytes; left open.</param>
    /// <param name="compressionLevel">Null means the provider's own default.</param>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    Stream CreateDecompressionStream(Stream stream);
}

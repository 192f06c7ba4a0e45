using System.Collections.Frozen;
using Grpc.Core;

namespace Grpc.StandIn;

/// <summary>Between HTTP headers and <see cref="Metadata"/>.</summary>
internal static class HeaderMetadata
{
    /// <summary>Kept by the protocol: neither shown to the application nor taken from it.</summary>
    private static readonly FrozenSet<string> ProtocolHeaders = FrozenSet.ToFrozenSet(
        [
            "content-type", "te", "host", "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade",
            "content-encoding", "accept-encoding", "content-length", "trailer",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The names under <c>grpc-</c> that applications and tools do exchange.</summary>
    private static readonly FrozenSet<string> OpenGrpcHeaders = FrozenSet.ToFrozenSet(
        ["grpc-status-details-bin", "grpc-retry-pushback-ms", "grpc-previous-rpc-attempts", "grpc-trace-bin", "grpc-tags-bin"],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsReserved(string name) =>
        name.StartsWith(':')
        || (name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase) && !OpenGrpcHeaders.Contains(name))
        || ProtocolHeaders.Contains(name);

    /// <summary>
    /// Adds what one header line says. A binary line may hold several values, joined by commas, each base64 with or without
    /// padding; an empty element is an empty value only if it stands alone.
    /// </summary>
    /// <exception cref="FormatException">A binary value is not base64.</exception>
    public static void Add(Metadata metadata, string name, string value)
    {
        if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            metadata.Add(name, value);
            return;
        }

        if (!value.Contains(',', StringComparison.Ordinal))
        {
            metadata.Add(name, DecodeBinary(name, value));
            return;
        }

        foreach (var range in value.AsSpan().Split(','))
        {
            metadata.Add(name, DecodeBinary(name, value.AsSpan(range)));
        }
    }

    /// <summary>The value as it stands in a header.</summary>
    public static string Encode(Metadata.Entry entry) => entry.IsBinary ? Convert.ToBase64String(entry.BinaryValue) : entry.Value;

    /// <summary>False for a text value with characters that a header cannot hold.</summary>
    public static bool CanTravel(Metadata.Entry entry) =>
        entry.IsBinary || entry.Value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;

    private static byte[] DecodeBinary(string name, ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var padding = (4 - (text.Length % 4)) % 4;
        Span<char> padded = text.Length < 256 ? stackalloc char[text.Length + padding] : new char[text.Length + padding];
        text.CopyTo(padded);
        padded[text.Length..].Fill('=');
        var bytes = new byte[padded.Length / 4 * 3];
        if (padding == 3 || !Convert.TryFromBase64Chars(padded, bytes, out var written))
        {
            throw new FormatException($"The value of the binary header '{name}' is not base64.");
        }

        return written == bytes.Length ? bytes : bytes[..written];
    }
}

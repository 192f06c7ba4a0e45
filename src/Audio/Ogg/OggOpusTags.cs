using System.Buffers.Binary;
using System.Text;

namespace AudioRooms.Audio.Ogg;

/// <summary>The comment header of an Ogg Opus file (RFC 7845 §5.2).</summary>
/// <param name="Vendor">The program that encoded the sound.</param>
/// <param name="Comments">
/// The fields in file order in the form NAME=value, for example <c>TITLE=Friday</c>; names are ASCII, values UTF-8.
/// </param>
public sealed record OggOpusTags(string Vendor, IReadOnlyList<string> Comments)
{
    /// <summary>No comments.</summary>
    public static OggOpusTags Empty { get; } = new("AudioRooms", []);

    private static ReadOnlySpan<byte> Magic => "OpusTags"u8;

    /// <summary>Reads the comment header.</summary>
    /// <param name="packet">The packet, or its beginning.</param>
    /// <param name="isCut">
    /// True if <paramref name="packet"/> is the beginning of a longer packet; an incomplete comment is left out.
    /// </param>
    /// <param name="tags">The tags if the result is true.</param>
    internal static bool TryParse(ReadOnlySpan<byte> packet, bool isCut, out OggOpusTags? tags)
    {
        tags = null;
        if (!packet.StartsWith(Magic))
        {
            return false;
        }

        packet = packet[Magic.Length..];
        if (!TryReadText(ref packet, out var vendor) || packet.Length < sizeof(uint))
        {
            return false;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(packet);
        packet = packet[sizeof(uint)..];

        // Each comment takes at least four bytes for its length, so an impossible count is refused before memory is reserved for
        // it.
        if (count > packet.Length / sizeof(uint) && !isCut)
        {
            return false;
        }

        var comments = new List<string>();
        for (var index = 0; index < count; index++)
        {
            if (!TryReadText(ref packet, out var comment))
            {
                if (isCut)
                {
                    break;
                }

                return false;
            }

            comments.Add(comment);
        }

        // Bytes after the comments are padding or data of other programs, which a reader ignores.
        tags = new OggOpusTags(vendor, comments);
        return true;
    }

    internal byte[] ToPacket()
    {
        using var packet = new MemoryStream();
        packet.Write(Magic);
        WriteText(packet, Vendor);
        WriteLength(packet, Comments.Count);
        foreach (var comment in Comments)
        {
            WriteText(packet, comment);
        }

        return packet.ToArray();
    }

    private static bool TryReadText(ref ReadOnlySpan<byte> packet, out string text)
    {
        text = string.Empty;
        if (packet.Length < sizeof(uint))
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(packet);
        packet = packet[sizeof(uint)..];
        if (length > packet.Length)
        {
            return false;
        }

        text = Encoding.UTF8.GetString(packet[..(int)length]);
        packet = packet[(int)length..];
        return true;
    }

    private static void WriteText(MemoryStream packet, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteLength(packet, bytes.Length);
        packet.Write(bytes);
    }

    private static void WriteLength(MemoryStream packet, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)length);
        packet.Write(bytes);
    }
}

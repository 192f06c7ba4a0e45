using System.Buffers;
using System.Text;

namespace AudioRooms.LoadTester.Lean;

/// <summary>The part of HPACK (RFC 7541) that a client of one call needs. It writes literals without indexing, in plain text. It
/// reads what a server may write to a client without a dynamic table (SETTINGS_HEADER_TABLE_SIZE 0), except values in Huffman
/// code.</summary>
internal static class Hpack
{
    /// <summary>Stands for a value in Huffman code, which is not decoded.</summary>
    public const string Compressed = "(compressed)";

    private const byte Indexed = 0x80;
    private const byte LiteralIndexed = 0x40;
    private const byte TableSize = 0x20;
    private const byte Huffman = 0x80;
    private const int FirstStatus = 8;

    /// <summary>The values of <c>:status</c> in the static table (appendix A), entries 8 to 14.</summary>
    private static readonly string[] Statuses = ["200", "204", "206", "304", "400", "404", "500"];

    public static void Write(IBufferWriter<byte> block, string name, string value)
    {
        // Literal header field without indexing, new name (§6.2.2).
        WriteByte(block, 0);
        WriteText(block, name);
        WriteText(block, value);
    }

    /// <summary>The fields of a header block. Names that are only in the static table, except <c>:status</c>, are given as their
    /// number.</summary>
    public static List<(string Name, string Value)> Read(ReadOnlySpan<byte> block)
    {
        var fields = new List<(string, string)>();
        while (!block.IsEmpty)
        {
            var first = block[0];
            if ((first & Indexed) != 0)
            {
                var index = ReadNumber(ref block, 7);
                fields.Add((NameOf(index), index is >= FirstStatus and < FirstStatus + 7 ? Statuses[index - FirstStatus] : ""));
            }
            else if ((first & LiteralIndexed) == 0 && (first & TableSize) != 0)
            {
                _ = ReadNumber(ref block, 5);
            }
            else
            {
                var index = ReadNumber(ref block, (first & LiteralIndexed) != 0 ? 6 : 4);
                var name = index == 0 ? ReadText(ref block) : NameOf(index);
                fields.Add((name, ReadText(ref block)));
            }
        }

        return fields;
    }

    private static string NameOf(int index) => index is >= FirstStatus and < FirstStatus + 7 ? ":status" : $"#{index}";

    private static void WriteText(IBufferWriter<byte> block, string text)
    {
        WriteNumber(block, text.Length);
        Encoding.ASCII.GetBytes(text, block);
    }

    private static void WriteNumber(IBufferWriter<byte> block, int number)
    {
        // Integer with a prefix of 7 bits (§5.1). The eighth bit says that no Huffman code follows.
        const int Full = 127;
        if (number < Full)
        {
            WriteByte(block, (byte)number);
            return;
        }

        WriteByte(block, Full);
        for (number -= Full; number >= 128; number >>= 7)
        {
            WriteByte(block, (byte)(number | 128));
        }

        WriteByte(block, (byte)number);
    }

    private static void WriteByte(IBufferWriter<byte> block, byte value)
    {
        block.GetSpan(1)[0] = value;
        block.Advance(1);
    }

    private static int ReadNumber(ref ReadOnlySpan<byte> block, int prefixBits)
    {
        var full = (1 << prefixBits) - 1;
        var number = Next(ref block) & full;
        if (number < full)
        {
            return number;
        }

        for (var shift = 0; shift <= 21; shift += 7)
        {
            var part = Next(ref block);
            number += (part & 127) << shift;
            if ((part & 128) == 0)
            {
                return number;
            }
        }

        throw new LeanProtocolException("The server sent a header with a number that is too long.");
    }

    private static string ReadText(ref ReadOnlySpan<byte> block)
    {
        var huffman = !block.IsEmpty && (block[0] & Huffman) != 0;
        var length = ReadNumber(ref block, 7);
        if (length > block.Length)
        {
            throw new LeanProtocolException("The server sent a header that ends within a field.");
        }

        var text = huffman ? Compressed : Encoding.ASCII.GetString(block[..length]);
        block = block[length..];
        return text;
    }

    private static byte Next(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
        {
            throw new LeanProtocolException("The server sent a header that ends within a number.");
        }

        var first = block[0];
        block = block[1..];
        return first;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Grpc.StandIn;

/// <summary>
/// How <c>grpc-message</c> carries any text in a header: UTF-8, with every byte outside space to <c>~</c>, and <c>%</c> itself,
/// as <c>%XX</c>. Decoding never fails: what is not an escape is kept as it is.
/// </summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> Unescaped = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != '%')));

    public static string Encode(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Unescaped);
        if (first < 0)
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        encoded.Append(text, 0, first);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            if (rune.Value is >= ' ' and <= '~' and not '%')
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            var length = rune.EncodeToUtf8(utf8);
            foreach (var b in utf8[..length])
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return encoded.ToString();
    }

    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var written = 0;
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                utf8[written++] = byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                i += 3;
                continue;
            }

            var next = text.IndexOf('%', i + 1);
            next = next < 0 ? text.Length : next;
            written += Encoding.UTF8.GetBytes(text.AsSpan(i, next - i), utf8.AsSpan(written));
            i = next;
        }

        return Encoding.UTF8.GetString(utf8, 0, written);
    }
}

using System.Globalization;
using System.Text;

namespace Orleans.Storage;

/// <summary>
/// A grain's key as the columns hold it: a Guid in the two integers, an integer in the second, the rest (a text key, or a key's
/// extension) as text. As upstream, what the key looks like decides, not the grain's interface: a text key that reads as 32
/// hexadecimal digits is stored as a Guid.
/// </summary>
internal readonly record struct AdoGrainKey
{
    private readonly bool isGuid;
    private readonly bool isInteger;

    private AdoGrainKey(long n0, long n1, string? extension, bool isGuid, bool isInteger)
    {
        N0 = n0;
        N1 = n1;
        Extension = extension;
        this.isGuid = isGuid;
        this.isInteger = isInteger;
    }

    internal long N0 { get; }

    internal long N1 { get; }

    internal string? Extension { get; }

    internal static AdoGrainKey Of(GrainId grainId)
    {
        if (grainId.TryGetGuidKey(out var guid, out var extension))
        {
            Span<byte> bytes = stackalloc byte[16];
            guid.TryWriteBytes(bytes);
            return new AdoGrainKey(BitConverter.ToInt64(bytes[..8]), BitConverter.ToInt64(bytes[8..]), extension, isGuid: true, isInteger: false);
        }

        return grainId.TryGetIntegerKey(out var integer, out extension)
            ? new AdoGrainKey(0, integer, extension, isGuid: false, isInteger: true)
            : new AdoGrainKey(0, 0, grainId.Key.ToString(), isGuid: false, isInteger: false);
    }

    /// <summary>The bytes to hash: number or Guid, then text as UTF-8, and all of it backwards, as upstream does.</summary>
    internal byte[] ToHashBytes()
    {
        var numberLength = isGuid ? 16 : isInteger ? 8 : 0;
        var bytes = new byte[numberLength + Encoding.UTF8.GetByteCount(Extension ?? "")];
        if (isGuid)
        {
            BitConverter.TryWriteBytes(bytes, N0);
            BitConverter.TryWriteBytes(bytes.AsSpan(8), N1);
        }
        else if (isInteger)
        {
            BitConverter.TryWriteBytes(bytes, N1);
        }

        Encoding.UTF8.GetBytes(Extension ?? "", bytes.AsSpan(numberLength));
        Array.Reverse(bytes);
        return bytes;
    }

    public override string ToString()
    {
        if (isGuid)
        {
            Span<byte> bytes = stackalloc byte[16];
            BitConverter.TryWriteBytes(bytes, N0);
            BitConverter.TryWriteBytes(bytes[8..], N1);
            return WithExtension(new Guid(bytes).ToString());
        }

        return isInteger ? WithExtension(N1.ToString(CultureInfo.InvariantCulture)) : Extension ?? "";
    }

    private string WithExtension(string number) => Extension is null ? number : $"{number}#{Extension}";
}

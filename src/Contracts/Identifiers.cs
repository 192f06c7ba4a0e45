using System.Security.Cryptography;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Contracts;

/// <summary>Ids that cannot be guessed: 128 random bits written as 26 characters of Crockford base 32, lower case.</summary>
public static class Identifiers
{
    /// <summary>Characters of an id.</summary>
    public const int Length = RequestBounds.IdLength;

    /// <summary>Random bytes that an id is made of.</summary>
    public const int Bytes = 16;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id, from the system's secure random source.</summary>
    public static string NewId()
    {
        Span<byte> bits = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bits);
        return FromBits(bits);
    }

    /// <summary>True if <paramref name="text"/> has the form of an id. Says nothing about whether it exists.</summary>
    public static bool IsWellFormed(string? text)
    {
        if (text is not { Length: Length })
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!Alphabet.Contains(character, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The id that <see cref="Bytes"/> given bytes encode. The same bytes always give the same id.</summary>
    public static string FromBits(ReadOnlySpan<byte> bits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bits.Length, Bytes);
        Span<char> text = stackalloc char[Length];
        var value = new UInt128(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bits),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bits[8..]));
        for (var index = Length - 1; index >= 0; index--)
        {
            text[index] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return new string(text);
    }
}

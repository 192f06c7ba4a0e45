using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts.Safety;

namespace AudioRooms.Domain.Safety;

/// <summary>The hash chain of the audit log. Each entry's hash covers the hash of the previous entry. So an entry cannot be
/// changed, removed or inserted without computing all later hashes anew, and everybody who noted one of the later hashes sees the
/// difference.</summary>
public static class AuditChain
{
    /// <summary>The previous hash of the first entry.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The record that follows another.</summary>
    /// <param name="last">The newest record; null for the first entry.</param>
    /// <param name="entry">The action that is about to be carried out.</param>
    public static AuditRecord Next(AuditRecord? last, AuditEntry entry, DateTimeOffset now)
    {
        var record = new AuditRecord(
            (last?.Number ?? 0) + 1,
            DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            entry,
            last?.Hash ?? Origin,
            string.Empty);
        return record with { Hash = HashOf(record) };
    }

    /// <summary>The hash that a record should have.</summary>
    public static string HashOf(AuditRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        Append(hash, record.PreviousHash);
        BinaryPrimitives.WriteInt64BigEndian(number, record.Number);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, record.At.ToUnixTimeMilliseconds());
        hash.AppendData(number);
        Append(hash, record.Entry.Actor);
        Append(hash, record.Entry.Action);
        Append(hash, record.Entry.Subject);
        Append(hash, record.Entry.Reason);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each field is hashed with its length, so that moving a letter from one field to the next changes the hash.
    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

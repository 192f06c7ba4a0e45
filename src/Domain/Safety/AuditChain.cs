using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts.Safety;

namespace AudioRooms.Domain.Safety;

/// <summary>
/// The chain of the audit log. Each entry's hash covers the one before, so nobody changes, removes or inserts an entry without
/// computing all later ones anew, which whoever noted a later hash will see.
/// </summary>
public static class AuditChain
{
    /// <summary>What the first entry follows.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The record that follows another.</summary>
    /// <param name="last">The newest one; null for the first entry.</param>
    /// <param name="entry">What is about to be done.</param>
    /// <param name="now">When.</param>
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

    // With its length, so that a letter cannot move from one field to the next.
    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

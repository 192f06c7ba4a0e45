using System.Security.Cryptography;
using AudioRooms.Contracts.Safety;

namespace AudioRooms.Domain.Safety;

/// <summary>The hash chain of the audit log. Each entry's hash covers the hash of the previous entry. So an entry cannot be
/// changed, removed or inserted without computing all later hashes anew, and everybody who noted one of the later hashes sees the
/// difference.</summary>
public static class AuditChain
{
    /// <summary>The previous hash of the first entry.</summary>
    public const string Origin = ChainHash.Origin;

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
        hash.Append(record.PreviousHash);
        hash.Append(record.Number);
        hash.Append(record.At.ToUnixTimeMilliseconds());
        hash.Append(record.Entry.Actor);
        hash.Append(record.Entry.Action);
        hash.Append(record.Entry.Subject);
        hash.Append(record.Entry.Reason);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using AudioRooms.Domain.Safety;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>
/// The chain of deletion receipts. Each hash covers the receipt before and is signed, so that anybody who has the public key can
/// check offline that no receipt was changed, removed or written later by somebody else.
/// </summary>
public static class ReceiptChain
{
    /// <summary>What the first receipt follows.</summary>
    public const string Origin = ChainHash.Origin;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureBytes = 64;

    /// <summary>
    /// Names a key by its public half: the first 16 hexadecimal digits of SHA-256 over its SubjectPublicKeyInfo.
    /// </summary>
    public static string KeyIdOf(ECDsa key) =>
        Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 8));

    /// <summary>The receipt that follows another, signed.</summary>
    /// <param name="last">The newest one; null for the first.</param>
    /// <param name="receipt">What was deleted; its number, hashes and signature are filled in.</param>
    /// <param name="key">The installation's: P-256.</param>
    public static DeletionReceipt Next(DeletionReceipt? last, DeletionReceipt receipt, ECDsa key)
    {
        var next = receipt with
        {
            Number = (last?.Number ?? 0) + 1,
            EndedAt = Whole(receipt.EndedAt),
            DueAt = Whole(receipt.DueAt),
            KeyDestroyedAt = Whole(receipt.KeyDestroyedAt),
            DeletedAt = Whole(receipt.DeletedAt),
            PreviousHash = last?.Hash ?? Origin,
            KeyId = KeyIdOf(key),
        };
        var hash = HashOf(next);
        return next with
        {
            Hash = Convert.ToHexStringLower(hash),
            Signature = [.. key.SignHash(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)],
        };
    }

    /// <summary>The hash that a receipt should have: 32 bytes.</summary>
    public static byte[] HashOf(DeletionReceipt receipt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.Append(receipt.PreviousHash);
        hash.Append(receipt.Number);
        hash.Append(receipt.CopyId);
        hash.Append(receipt.EndedAt.ToUnixTimeMilliseconds());
        hash.Append(receipt.DueAt.ToUnixTimeMilliseconds());
        hash.Append(receipt.KeyDestroyedAt.ToUnixTimeMilliseconds());
        hash.Append(receipt.DeletedAt.ToUnixTimeMilliseconds());
        hash.Append(receipt.Tracks);
        hash.Append(receipt.Segments);
        hash.Append(receipt.Bytes);
        hash.Append(receipt.Content);
        hash.Append(receipt.KeyId);
        return hash.GetHashAndReset();
    }

    /// <summary>Checks receipts from the first one.</summary>
    /// <param name="receipts">In the order of their numbers.</param>
    /// <param name="keys">The public keys that are known, each P-256.</param>
    public static ReceiptVerdict Verify(IEnumerable<DeletionReceipt> receipts, IReadOnlyCollection<ECDsa> keys)
    {
        var known = keys.ToDictionary(KeyIdOf);
        var (count, head) = (0L, Origin);
        foreach (var receipt in receipts)
        {
            ReceiptFault? fault = receipt.Number != count + 1 ? ReceiptFault.NumberWrong
                : receipt.PreviousHash != head ? ReceiptFault.LinkBroken
                : receipt.Hash != Convert.ToHexStringLower(HashOf(receipt)) ? ReceiptFault.ReceiptAltered
                : !IsSigned(receipt, known) ? ReceiptFault.SignatureWrong
                : null;
            if (fault is not null)
            {
                return new ReceiptVerdict(count, head, fault);
            }

            (count, head) = (receipt.Number, receipt.Hash);
        }

        return new ReceiptVerdict(count, head, null);
    }

    /// <summary>SHA-256 over the heads of a copy's tracks: 64 hexadecimal digits.</summary>
    /// <param name="heads">The last <see cref="TrackRecord.Chain"/> of each track, in the order of the tracks.</param>
    public static string ContentOf(IEnumerable<ImmutableArray<byte>> heads)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var head in heads)
        {
            hash.AppendData(head.AsSpan());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsSigned(DeletionReceipt receipt, Dictionary<string, ECDsa> known) =>
        known.TryGetValue(receipt.KeyId, out var key)
        && !receipt.Signature.IsDefault
        && receipt.Signature.Length == SignatureBytes
        && key.VerifyHash(
            HashOf(receipt), receipt.Signature.AsSpan(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static DateTimeOffset Whole(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}

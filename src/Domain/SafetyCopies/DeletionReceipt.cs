using System.Collections.Immutable;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>What remains of a copy that was deleted. It names no person and holds no sound.</summary>
/// <param name="Number">Counts the receipts of the installation, from 1, without a hole.</param>
/// <param name="CopyId">Id of the copy: the room's, or the case's.</param>
/// <param name="EndedAt">When the room ended, or the evidence was put under a hold. Milliseconds.</param>
/// <param name="DueAt">When the deletion was due.</param>
/// <param name="KeyDestroyedAt">When the data key was destroyed: from here on nobody can hear the copy.</param>
/// <param name="DeletedAt">When the last object and row were gone.</param>
/// <param name="Tracks">How many tracks there were.</param>
/// <param name="Segments">How many segments.</param>
/// <param name="Bytes">Their stored bytes.</param>
/// <param name="Content">SHA-256 over the heads of the tracks' chains, in their order: 64 hexadecimal digits.</param>
/// <param name="PreviousHash">Hash of the receipt before: 64 hexadecimal digits.</param>
/// <param name="Hash">Hash of this one, see <see cref="ReceiptChain"/>.</param>
/// <param name="KeyId">Names the key that signed it.</param>
/// <param name="Signature">ECDSA P-256 over <see cref="Hash"/>, in the IEEE P1363 form: 64 bytes.</param>
public sealed record DeletionReceipt(
    long Number,
    string CopyId,
    DateTimeOffset EndedAt,
    DateTimeOffset DueAt,
    DateTimeOffset KeyDestroyedAt,
    DateTimeOffset DeletedAt,
    int Tracks,
    int Segments,
    long Bytes,
    string Content,
    string PreviousHash,
    string Hash,
    string KeyId,
    ImmutableArray<byte> Signature);

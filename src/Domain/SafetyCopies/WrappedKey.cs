using System.Collections.Immutable;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>A copy's data key as the database keeps it: readable only with the key that wrapped it.</summary>
/// <param name="WrappedBy">Id of the key-encryption key, see <see cref="KeyRing.IdOf"/>.</param>
/// <param name="Sealed">Nonce, encrypted data key and tag: <see cref="KeyRing.WrappedBytes"/> bytes.</param>
public sealed record WrappedKey(string WrappedBy, ImmutableArray<byte> Sealed);

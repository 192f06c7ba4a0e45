using System.Text;
using Orleans.Storage;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// Hashes the state's name and the grain's whole key. Orleans stores a text key that reads as a hexadecimal number as that
/// number, so <c>ada</c>, <c>0ada</c> and <c>00ada</c> would share a row: three handles with one account. The hash is part of the
/// row's key and keeps them apart. Orleans asks for one hash of the key and one of the name; both are this one.
/// </summary>
internal sealed class WholeKeyHasherPicker : IStorageHasherPicker
{
    private static readonly OrleansDefaultHasher Stable = new();

    public ICollection<IHasher> HashProviders { get; } = [Stable];

    public IHasher PickHasher<T>(
        string serviceId,
        string storageProviderInstanceName,
        string grainType,
        GrainId grainId,
        IGrainState<T> grainState,
        string? tag = null) =>
        new FixedHash(HashOf(grainType, grainId.Key.ToString()));

    /// <summary>The value of both hash columns.</summary>
    public static int HashOf(string stateName, string? key) => Stable.Hash(Encoding.UTF8.GetBytes($"{stateName}/{key}"));

    private sealed class FixedHash(int hash) : IHasher
    {
        public string Description => "StableHash of the state's name and the grain's whole key";

        public int Hash(byte[] data) => hash;
    }
}

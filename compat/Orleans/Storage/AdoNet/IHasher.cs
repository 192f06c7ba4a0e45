namespace Orleans.Storage;

/// <summary>Narrows a grain's key, or a state's name, to the 32 bits by which its row is indexed.</summary>
public interface IHasher
{
    string Description { get; }

    /// <summary>Must stay the same for ever: the hashes are stored.</summary>
    int Hash(byte[] data);
}

/// <summary>Upstream's hash, so that rows are found by either side.</summary>
public sealed class OrleansDefaultHasher : IHasher
{
    public string Description => "The hash by which Orleans places grains (xxHash32).";

    public int Hash(byte[] data) => unchecked((int)StableHash.ComputeHash(data));
}

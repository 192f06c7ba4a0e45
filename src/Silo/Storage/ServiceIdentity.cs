namespace AudioRooms.Silo.Storage;

/// <summary>What this product is called where Orleans stores state for it.</summary>
internal static class ServiceIdentity
{
    /// <summary>
    /// Part of the key of every stored grain state and reminder. Never changes: with another one, all accounts would be gone.
    /// Silos that do not form one cluster still share it.
    /// </summary>
    public const string ServiceId = "audiorooms";
}

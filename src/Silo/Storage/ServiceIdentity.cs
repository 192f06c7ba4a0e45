namespace AudioRooms.Silo.Storage;

/// <summary>The name under which Orleans stores state for this product.</summary>
internal static class ServiceIdentity
{
    /// <summary>
    /// Part of the key of every stored grain state and reminder. It must never change: with another one all accounts would be
    /// lost. Silos of different clusters share it, too.
    /// </summary>
    public const string ServiceId = "audiorooms";
}

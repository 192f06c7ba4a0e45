namespace AudioRooms.Gateway;

/// <summary>
/// A part of the process that takes part in a drain. All parts take nothing new from its beginning on; then one after the other,
/// in the order in which they were added to the host, hands over what it has.
/// </summary>
public interface IDrainPart
{
    /// <summary>Takes nothing new from now on, or takes it again because the drain was called off. Returns at once.</summary>
    void Cordon(bool isCordoned);

    /// <summary>Hands over what the part has.</summary>
    /// <param name="hurry">Cancelled when the drain is called off, or when its time is over: what is left stays as it is.</param>
    Task HandOverAsync(CancellationToken hurry);
}

namespace AudioRooms.Domain.Notifications;

/// <summary>The decision about a notification.</summary>
/// <param name="Delivery">Dropped, told or digested.</param>
/// <param name="HeldUntil">When devices may be told; null for now.</param>
public readonly record struct InboxDelivery(Delivery Delivery, DateTimeOffset? HeldUntil)
{
    /// <summary>True if it must be stored.</summary>
    public bool IsKept => Delivery != Delivery.Dropped;

    /// <summary>True if it is worth a sound. The digest is worth one only when it begins.</summary>
    public bool IsNews(bool beganEntry) => Delivery == Delivery.Told || beganEntry;
}

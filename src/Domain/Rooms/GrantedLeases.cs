namespace AudioRooms.Domain.Rooms;

/// <summary>
/// The leases by which others judge a room's stage, as the room knows them: what it has to wait for before it acknowledges that
/// somebody is off the stage. A holder that judges by the new stage is waited for no longer; of another one the lease must have
/// run out. The room's side of <see cref="StageLease"/>. Not thread-safe.
/// </summary>
/// <param name="length">How long a lease lasts at the most, from the moment at which it was granted.</param>
/// <param name="margin">How much longer it is waited for, because clocks do not run alike.</param>
public sealed class GrantedLeases(TimeSpan length, TimeSpan margin)
{
    private readonly Dictionary<string, Lease> leases = new(StringComparer.Ordinal);

    /// <summary>
    /// A holder asked, and is told the newest stage. It judges by that one once it has the answer; one that still had a lease may
    /// go on by its older stage for as long as that lasts, whether or not the answer reaches it.
    /// </summary>
    /// <param name="holder">Who asked.</param>
    /// <param name="held">Epoch of the stage by which it judges.</param>
    /// <param name="told">Epoch of the stage in the answer.</param>
    /// <param name="now">The room's clock, which never goes back.</param>
    public void Grant(string holder, long held, long told, TimeSpan now)
    {
        var oldest = leases.TryGetValue(holder, out var former) && now < former.Until ? Math.Max(former.Epoch, held) : told;
        leases[holder] = new Lease(oldest, now + length + margin);
    }

    /// <summary>A holder judges by the stage of this epoch, or a newer one.</summary>
    public void Confirm(string holder, long epoch)
    {
        if (leases.TryGetValue(holder, out var lease) && epoch > lease.Epoch)
        {
            leases[holder] = lease with { Epoch = epoch };
        }
    }

    /// <summary>
    /// An earlier activation of the room may have granted this holder a lease a moment ago, on a stage that this one does not
    /// know.
    /// </summary>
    public void Expect(string holder, TimeSpan now) => leases[holder] = new Lease(long.MinValue, now + length + margin);

    /// <summary>True if the holder may judge by a lease of this room.</summary>
    public bool IsHeldBy(string holder, TimeSpan now) => leases.TryGetValue(holder, out var lease) && now < lease.Until;

    /// <summary>A holder gave its lease back.</summary>
    public void Release(string holder) => leases.Remove(holder);

    /// <summary>
    /// When the room may acknowledge the stage of this epoch at the latest; null if it may now: everybody who may judge judges by
    /// it, or by a newer one.
    /// </summary>
    public TimeSpan? SettlesAt(long epoch, TimeSpan now)
    {
        TimeSpan? settles = null;
        foreach (var (holder, lease) in leases)
        {
            if (lease.Until <= now)
            {
                leases.Remove(holder);
            }
            else if (lease.Epoch < epoch && (settles is null || lease.Until > settles))
            {
                settles = lease.Until;
            }
        }

        return settles;
    }

    private readonly record struct Lease(long Epoch, TimeSpan Until);
}

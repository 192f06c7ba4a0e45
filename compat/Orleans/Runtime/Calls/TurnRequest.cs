namespace Orleans.StandIn.Runtime;

/// <summary>Work that obeys the activation's rules of interleaving: a call or the tick of a timer.</summary>
internal abstract class TurnRequest : TurnWork
{
    /// <summary>May run beside anything.</summary>
    public bool AlwaysInterleaves { get; protected set; }

    /// <summary>May run beside other read-only work.</summary>
    public bool IsReadOnly { get; protected set; }

    /// <summary>The call chain that it belongs to, or empty.</summary>
    public virtual Guid ReentrancyId => Guid.Empty;

    /// <summary>Starts on the receiver's turn; ends by <see cref="CallReceiver.Finished"/>.</summary>
    public abstract void Start(CallReceiver receiver);

    /// <summary>The activation cannot run it, and no other will.</summary>
    public abstract void Refuse(Exception reason);

    /// <summary>The activation ended before it could run; what the request was meant for is elsewhere now.</summary>
    public abstract void Forward();
}

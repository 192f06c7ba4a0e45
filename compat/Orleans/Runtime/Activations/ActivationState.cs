namespace Orleans.StandIn.Runtime;

/// <summary>Where an activation is in its life. It only moves downward.</summary>
internal enum ActivationState
{
    /// <summary>Being constructed, reading its state, running <c>OnActivateAsync</c>; calls wait.</summary>
    Activating,

    /// <summary>Taking calls.</summary>
    Valid,

    /// <summary>Calls that run are being finished, then <c>OnDeactivateAsync</c> runs; calls wait.</summary>
    Deactivating,

    /// <summary>Over. Whatever still arrives goes to another activation.</summary>
    Invalid,
}

namespace AudioRooms.Gateway.Services.Draining;

/// <summary>Where a process is on its way out.</summary>
internal enum DrainState
{
    /// <summary>It takes devices and grains.</summary>
    Serving = 0,

    /// <summary>It takes nothing new and hands over what it has.</summary>
    Draining = 1,

    /// <summary>It has handed over what it had, or ran out of time, and takes nothing new.</summary>
    Drained = 2,
}

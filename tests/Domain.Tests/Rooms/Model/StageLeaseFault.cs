namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>What is wrong on purpose in a <see cref="StageLeaseWorld"/>, so that it is seen to notice.</summary>
public enum StageLeaseFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A room that begins anew waits for nobody.</summary>
    ForgetsFormerLeases,

    /// <summary>A lease is counted from when the answer came.</summary>
    CountsFromTheAnswer,

    /// <summary>The room believes that its answer has arrived.</summary>
    BelievesItsAnswers,

    /// <summary>The room waits for a lease no longer than it lasts by the room's own clock.</summary>
    WaitsWithoutMargin,
}

namespace AudioRooms.Contracts.Media;

/// <summary>How much of the sound is lost on its way, as far as it matters to whoever encodes it.</summary>
public enum LossStep
{
    /// <summary>Under 2 %: concealment alone is good enough, and FEC would take its bits from the voice.</summary>
    Calm,

    /// <summary>From 2 %: to be prepared for with FEC.</summary>
    Some,

    /// <summary>From 12 %.</summary>
    Much,
}

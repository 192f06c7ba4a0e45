namespace AudioRooms.Contracts.Media;

/// <summary>How much of the sound is lost on its way to a listener, in the steps that matter to the speaker's encoder.</summary>
public enum LossStep
{
    /// <summary>Under 2 %. Concealment alone is good enough, and FEC would take bits from the voice.</summary>
    Calm,

    /// <summary>2 % to 12 %. The encoder adds FEC.</summary>
    Some,

    /// <summary>12 % and more.</summary>
    Much,
}

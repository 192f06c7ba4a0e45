namespace AudioRooms.Contracts.Media;

/// <summary>How many listeners lose how much of a room's sound. Tallies of several gateways are added up.</summary>
/// <param name="Calm">Listeners at <see cref="LossStep.Calm"/>.</param>
/// <param name="Some">At <see cref="LossStep.Some"/>.</param>
/// <param name="Much">At <see cref="LossStep.Much"/>.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.LossTally")]
public readonly record struct LossTally([property: Id(0)] int Calm, [property: Id(1)] int Some, [property: Id(2)] int Much)
{
    /// <summary>True if nobody who was asked loses anything worth a word.</summary>
    public bool IsCalm => Some + Much == 0;

    /// <summary>
    /// What the room needs: the highest step that at least a quarter of its listeners are at or above. FEC takes bits from
    /// everybody's voice, so one bad network must not decide for a thousand good ones; the mean would let a few who lose
    /// everything do so, and would hide a quarter who lose some.
    /// </summary>
    public LossStep Needs => Much > 0 && Much * 4 >= Listeners ? LossStep.Much
        : Some + Much > 0 && (Some + Much) * 4 >= Listeners ? LossStep.Some
        : LossStep.Calm;

    private int Listeners => Calm + Some + Much;

    /// <summary>With one listener more.</summary>
    public LossTally With(LossStep step) => step switch
    {
        LossStep.Calm => this with { Calm = Calm + 1 },
        LossStep.Some => this with { Some = Some + 1 },
        LossStep.Much => this with { Much = Much + 1 },
    };

    /// <summary>Both together.</summary>
    public LossTally Plus(LossTally other) => new(Calm + other.Calm, Some + other.Some, Much + other.Much);
}

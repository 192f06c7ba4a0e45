namespace AudioRooms.Contracts.Media;

/// <summary>How many listeners lose how much of a room's sound. Tallies of several gateways can be added.</summary>
/// <param name="Calm">Listeners at <see cref="LossStep.Calm"/>.</param>
/// <param name="Some">Listeners at <see cref="LossStep.Some"/>.</param>
/// <param name="Much">Listeners at <see cref="LossStep.Much"/>.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.LossTally")]
public readonly record struct LossTally([property: Id(0)] int Calm, [property: Id(1)] int Some, [property: Id(2)] int Much)
{
    /// <summary>True if every listener is at <see cref="LossStep.Calm"/>.</summary>
    public bool IsCalm => Some + Much == 0;

    /// <summary>The step that the encoders should prepare for: the highest one that at least a quarter of the listeners are at or
    /// above. FEC takes bits from every voice, so one bad network must not decide for a thousand good ones. A mean would let a
    /// few listeners who lose everything decide, and would hide a quarter who lose some.</summary>
    public LossStep Needs => Much > 0 && Much * 4 >= Listeners ? LossStep.Much
        : Some + Much > 0 && (Some + Much) * 4 >= Listeners ? LossStep.Some
        : LossStep.Calm;

    private int Listeners => Calm + Some + Much;

    /// <summary>This tally with one more listener.</summary>
    public LossTally With(LossStep step) => step switch
    {
        LossStep.Calm => this with { Calm = Calm + 1 },
        LossStep.Some => this with { Some = Some + 1 },
        LossStep.Much => this with { Much = Much + 1 },
    };

    /// <summary>The sum of two tallies.</summary>
    public LossTally Plus(LossTally other) => new(Calm + other.Calm, Some + other.Some, Much + other.Much);
}

using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>The creation of a room, and the steps that follow.</summary>
internal sealed record RoomScript(RoomOpening Opening, ImmutableArray<RoomStep> Steps)
{
    public override string ToString() => $"{Opening}{string.Concat(Steps)}";
}

/// <summary>Makes scripts from a seed. The same seed makes the same scripts.</summary>
internal static class RoomScripts
{
    private const int ScriptCount = 1_600;
    private const int StepCountMax = 150;

    private static readonly int[] Pauses = [0, 0, 0, 1, 5, 20, 61, 250];

    // The weights make each kind of step both accepted and refused often. Steps that end the room are rare, because no step
    // follows them.
    private static readonly (int Weight, RoomStepKind Kind)[] Weights =
    [
        (60, RoomStepKind.TakeStage), (30, RoomStepKind.RaiseHand), (25, RoomStepKind.LowerHand),
        (20, RoomStepKind.InviteToStage), (15, RoomStepKind.MoveDown), (25, RoomStepKind.MuteSpeaker),
        (8, RoomStepKind.RemovePerson), (15, RoomStepKind.ReadmitPerson), (8, RoomStepKind.AppointCoHost),
        (20, RoomStepKind.SetMuted), (30, RoomStepKind.MakeLink), (12, RoomStepKind.RevokeLink), (45, RoomStepKind.UseLink),
        (3, RoomStepKind.End), (1, RoomStepKind.EndForService), (9, RoomStepKind.RemoveFormerMember), (3, RoomStepKind.Expel),
        (8, RoomStepKind.KeepHosted), (4, RoomStepKind.ClearStage), (15, RoomStepKind.ClearHands),
    ];

    private const int OtherWeight = 10;

    private static readonly Gen<RoomStepKind> Kinds = Gen.Frequency(Enum.GetValues<RoomStepKind>().Select(kind =>
        (Weights.Where(row => row.Kind == kind).Select(row => row.Weight).SingleOrDefault(OtherWeight), Gen.Constant(kind))));

    // The owner acts in half of the steps, so that enough steps are accepted.
    private static readonly Gen<RoomStep> Steps =
        from kind in Kinds
        from who in Gen.Choose(0, (2 * RoomStep.People.Length) - 1)
        from whom in Gen.Choose(0, RoomStep.People.Length - 1)
        from dice in Gen.Choose(0, RoomStep.DiceCount - 1)
        from pause in Gen.Elements(Pauses)
        select new RoomStep(kind, who < RoomStep.People.Length ? who : 0, whom, dice, pause);

    private static readonly Gen<RoomOpening> Openings =
        from dice in Gen.Choose(0, RoomStep.DiceCount - 1)
        from isStageOpen in Gen.Elements(true, true, false)
        from coHosts in Some(2)
        from guests in Some(3)
        from fault in Gen.Choose(0, RoomOpening.FaultCount - 1)
        select new RoomOpening(dice, isStageOpen, coHosts, guests, fault);

    private static readonly Gen<RoomScript> Scripts =
        from opening in Openings
        from length in Gen.Choose(0, StepCountMax)
        from steps in Steps.ArrayOf(length)
        select new RoomScript(opening, [.. steps]);

    /// <summary>Runs <paramref name="check"/> on every script of the seed. A failure prints the seed, the shortest script that
    /// fails, and the exception of <paramref name="check"/>.</summary>
    public static void ForAll(ulong seed, Action<RoomScript> check)
    {
        var config = Config.QuickThrowOnFailure
            .WithReplay(new Replay(new Rnd(seed), null))
            .WithMaxTest(ScriptCount);
        Prop.ForAll(Arb.From(Scripts, Shorter), check).Check(config);
    }

    private static Gen<ImmutableArray<int>> Some(int countMax) =>
        from count in Gen.Choose(0, countMax)
        from people in Gen.Choose(0, RoomStep.People.Length - 1).ArrayOf(count)
        select people.ToImmutableArray();

    // The script without one half, without one quarter, and so on, down to one step.
    private static IEnumerable<RoomScript> Shorter(RoomScript script)
    {
        for (var length = script.Steps.Length; length > 0; length /= 2)
        {
            for (var start = 0; start < script.Steps.Length; start += length)
            {
                var removed = Math.Min(length, script.Steps.Length - start);
                yield return script with { Steps = script.Steps.RemoveRange(start, removed) };
            }
        }
    }
}

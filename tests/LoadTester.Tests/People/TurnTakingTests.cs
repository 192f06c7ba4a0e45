using AudioRooms.Client;
using AudioRooms.LoadTester.People;

namespace AudioRooms.LoadTester.Tests.People;

public sealed class TurnTakingTests
{
    private const int Slots = 200_000;

    private static readonly SpokenFrame[] Speech = [new(new byte[] { 1 }, 30), new(new byte[] { 2 }, 30)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Create_AllSpeakersTogether_MostlyOneTalksAndEverybodyDoes(int speakers)
    {
        var talking = new int[Slots];
        for (var speaker = 0; speaker < speakers; speaker++)
        {
            var slot = 0;
            var spoken = 0;
            foreach (var frame in TurnTaking.Create(Speech, speaker, speakers, seed: 4).Take(Slots))
            {
                spoken += frame.Opus.IsEmpty ? 0 : 1;
                talking[slot++] += frame.Opus.IsEmpty ? 0 : 1;
            }

            // Every speaker gets about a fair share.
            spoken.ShouldBeInRange((int)(0.6 * Slots / speakers), (int)(1.3 * Slots / speakers));
        }

        talking.Count(people => people == 1).ShouldBeGreaterThan((int)(0.85 * Slots));
        talking.Max().ShouldBe(speakers == 1 ? 1 : 2);
    }

    [Fact]
    public void Turns_OfOneSeed_AreTheSameForEverySpeaker() =>
        TurnTaking.Turns(3, seed: 9).Take(100).ShouldBe(TurnTaking.Turns(3, seed: 9).Take(100));

    [Fact]
    public void Turns_OfSeveral_NobodyFollowsThemselves()
    {
        var turns = TurnTaking.Turns(3, seed: 9).Take(1_000).ToList();

        turns.Zip(turns.Skip(1)).ShouldAllBe(
            pair => pair.First.Speaker != pair.Second.Speaker && pair.First.From < pair.Second.From);
    }
}

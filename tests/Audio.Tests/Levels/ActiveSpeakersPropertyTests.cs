using AudioRooms.Audio.Levels;
using FsCheck;
using FsCheck.Fluent;

namespace AudioRooms.Audio.Tests.Levels;

/// <summary>Properties that hold at every moment, for any people making any sounds.</summary>
public sealed class ActiveSpeakersPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(300);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Report_AnySounds_NeverMoreThanTheLimitAndTheDominantIsAmongThem(int limit)
    {
        var steps = (
            from speaker in Gen.Choose(0, 7)
            from level in Gen.Choose(0, 127)
            from milliseconds in Gen.Choose(0, 200)
            from leaves in Gen.Choose(0, 30)
            select (speaker, level, milliseconds, leaves == 0)).ArrayOf().ToArbitrary();

        Prop.ForAll(steps, script => Holds(limit, script)).Check(Often);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Report_NoisesOfAtMostEightyMilliseconds_NeverCostASteadySpeakerThePlaceOrTheLead(int limit)
    {
        var noises = (
            from speaker in Gen.Choose(1, 5)
            from pausePackets in Gen.Choose(50, 120)
            from packets in Gen.Choose(1, 4)
            from level in Gen.Choose(0, 127)
            select (speaker, pausePackets, packets, level)).ArrayOf().ToArbitrary();

        Prop.ForAll(noises, script => SteadySpeakerStays(limit, script)).Check(Often.WithEndSize(40));
    }

    private static bool Holds(int limit, (int Speaker, int Level, int Milliseconds, bool Leaves)[] script)
    {
        var ranking = new ActiveSpeakers<int>(new ActiveSpeakersOptions { MaxActive = limit });
        var now = TimeSpan.Zero;
        var known = new HashSet<int>();
        var active = new int[8];
        foreach (var (speaker, level, milliseconds, leaves) in script)
        {
            now += TimeSpan.FromMilliseconds(milliseconds);
            var dominantBefore = ranking.TryGetDominant(out var before) ? before : -1;
            var change = leaves ? ranking.Remove(speaker, now) : ranking.Report(speaker, (byte)level, now);
            _ = leaves ? known.Remove(speaker) : known.Add(speaker);

            ranking.ActiveCount.ShouldBeLessThanOrEqualTo(limit);
            ranking.CopyActive(active).ShouldBe(ranking.ActiveCount);
            active[..ranking.ActiveCount].ShouldBeUnique();
            active[..ranking.ActiveCount].ShouldBeSubsetOf(known);
            var dominant = ranking.TryGetDominant(out var leader) ? leader : -1;
            (dominant < 0 || ranking.IsActive(dominant)).ShouldBeTrue();
            change.HasFlag(ActiveSpeakersChange.Dominant).ShouldBe(dominant != dominantBefore);
        }

        return true;
    }

    private static bool SteadySpeakerStays(int limit, (int Speaker, int PausePackets, int Packets, int Level)[] script)
    {
        var ranking = new ActiveSpeakers<int>(new ActiveSpeakersOptions { MaxActive = limit });
        var now = TimeSpan.Zero;
        Steady(100);
        foreach (var (speaker, pausePackets, packets, level) in script)
        {
            Steady(pausePackets);
            for (var packet = 0; packet < packets; packet++)
            {
                Steady(1);
                ranking.Report(speaker, (byte)level, now);
                ranking.IsActive(0).ShouldBeTrue();
                ranking.TryGetDominant(out var dominant).ShouldBeTrue();
                dominant.ShouldBe(0);
            }
        }

        return true;

        void Steady(int packets)
        {
            for (var packet = 0; packet < packets; packet++)
            {
                ranking.Report(0, 25, now += AudioFormat.FrameDuration);
            }
        }
    }
}

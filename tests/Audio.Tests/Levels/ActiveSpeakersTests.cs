using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Levels;

namespace AudioRooms.Audio.Tests.Levels;

public sealed class ActiveSpeakersTests
{
    private const byte Loud = 20;
    private const byte Quiet = 40;
    private const byte Silent = 127;
    private readonly ActiveSpeakers<int> speakers = new(new ActiveSpeakersOptions());
    private TimeSpan now;

    [Fact]
    public void Report_PlacesFree_EvenASilentSpeakerIsForwarded()
    {
        var change = speakers.Report(1, Silent, now);

        change.ShouldBe(ActiveSpeakersChange.Active);
        speakers.IsActive(1).ShouldBeTrue();
        speakers.TryGetDominant(out _).ShouldBeFalse();
    }

    [Fact]
    public void Report_FourthLouder_TakesThePlaceOfTheQuietest()
    {
        Talk(TimeSpan.FromSeconds(2), (1, Loud), (2, Quiet), (3, Loud));

        Talk(TimeSpan.FromSeconds(1), (1, Loud), (2, Quiet), (3, Loud), (4, 25));

        Active().ShouldBe([1, 3, 4], ignoreOrder: true);
        speakers.ActiveCount.ShouldBe(3);
    }

    [Fact]
    public void Report_FourthAsLoud_DoesNotAlternate()
    {
        Talk(TimeSpan.FromSeconds(2), (1, Loud), (2, Loud), (3, Loud));
        var changes = 0;

        for (var packet = 0; packet < 500; packet++)
        {
            now += AudioFormat.FrameDuration;
            for (var speaker = 1; speaker <= 4; speaker++)
            {
                // In turn, each is a little louder than the others.
                var level = (byte)(Loud + ((packet / 7) + speaker) % 4);
                changes += (speakers.Report(speaker, level, now) & ActiveSpeakersChange.Active) != 0 ? 1 : 0;
            }
        }

        changes.ShouldBe(0);
        Active().ShouldBe([1, 2, 3], ignoreOrder: true);
    }

    [Fact]
    public void Report_OwnerSilentForTheTimeout_PlaceGoesToWhoeverSpeaks()
    {
        Talk(TimeSpan.FromSeconds(2), (1, Loud), (2, Loud), (3, Loud));

        Talk(TimeSpan.FromMilliseconds(900), (1, Loud), (2, Silent), (3, Loud), (4, Quiet));
        var before = Active();
        Talk(TimeSpan.FromMilliseconds(200), (1, Loud), (2, Silent), (3, Loud), (4, Quiet));

        before.ShouldBe([1, 2, 3], ignoreOrder: true);
        Active().ShouldBe([1, 3, 4], ignoreOrder: true);
    }

    [Fact]
    public void Report_OwnerSendsNothing_PlaceIsFreeAfterTheTimeout()
    {
        Talk(TimeSpan.FromSeconds(2), (1, Loud), (2, Loud), (3, Loud));

        Talk(TimeSpan.FromMilliseconds(1_100), (1, Loud), (3, Loud), (4, Quiet));

        Active().ShouldBe([1, 3, 4], ignoreOrder: true);
    }

    [Fact]
    public void Report_SilentFourth_TakesNobodysPlace()
    {
        Talk(TimeSpan.FromSeconds(2), (1, Silent), (2, Silent), (3, Silent));

        Talk(TimeSpan.FromSeconds(5), (4, Silent));

        Active().ShouldBe([1, 2, 3], ignoreOrder: true);
    }

    [Fact]
    public void Report_ShortCough_DoesNotChangeTheDominantSpeaker()
    {
        Talk(TimeSpan.FromSeconds(3), (1, 25), (2, Silent));

        Talk(TimeSpan.FromMilliseconds(40), (1, 25), (2, 18));

        Dominant().ShouldBe(1);
    }

    [Fact]
    public void Report_AnotherTakesOver_BecomesDominantWithinASecond()
    {
        Talk(TimeSpan.FromSeconds(3), (1, 25), (2, Silent));

        Talk(TimeSpan.FromSeconds(1), (1, Silent), (2, 25));

        Dominant().ShouldBe(2);
    }

    [Fact]
    public void Report_LouderInterjection_DoesNotTakeTheLead()
    {
        Talk(TimeSpan.FromSeconds(3), (1, 25), (2, Silent));

        Talk(TimeSpan.FromMilliseconds(300), (1, 25), (2, 10));
        Talk(TimeSpan.FromSeconds(1), (1, 25), (2, Silent));

        Dominant().ShouldBe(1);
    }

    [Fact]
    public void Report_ClickInASilentRoom_LeadsNobody()
    {
        Talk(TimeSpan.FromMilliseconds(40), (1, 10));

        speakers.TryGetDominant(out _).ShouldBeFalse();
    }

    [Fact]
    public void Report_BothTalkEquallyLoud_LeadDoesNotAlternate()
    {
        Talk(TimeSpan.FromSeconds(1), (1, 25));
        var changes = 0;

        for (var packet = 0; packet < 1_000; packet++)
        {
            now += AudioFormat.FrameDuration;
            changes += (speakers.Report(1, (byte)(25 + (packet / 9 % 5)), now) & ActiveSpeakersChange.Dominant) != 0 ? 1 : 0;
            changes += (speakers.Report(2, (byte)(25 + (packet / 13 % 5)), now) & ActiveSpeakersChange.Dominant) != 0 ? 1 : 0;
        }

        changes.ShouldBe(0);
        Dominant().ShouldBe(1);
    }

    [Fact]
    public void Report_TurnsOfASecond_LeadFollowsEachTurnOnce()
    {
        var changes = 0;
        for (var turn = 0; turn < 20; turn++)
        {
            for (var packet = 0; packet < 75; packet++)
            {
                now += AudioFormat.FrameDuration;
                changes += (speakers.Report(turn % 2, 25, now) & ActiveSpeakersChange.Dominant) != 0 ? 1 : 0;
            }

            Dominant().ShouldBe(turn % 2);
        }

        changes.ShouldBe(20);
    }

    [Fact]
    public void Advance_NobodySpeaksAnyMore_ThereIsNoDominantSpeaker()
    {
        Talk(TimeSpan.FromSeconds(1), (1, Loud));

        var early = speakers.Advance(now + TimeSpan.FromMilliseconds(900));
        var late = speakers.Advance(now + TimeSpan.FromMilliseconds(1_100));

        early.ShouldBe(ActiveSpeakersChange.None);
        late.ShouldBe(ActiveSpeakersChange.Dominant);
        speakers.TryGetDominant(out _).ShouldBeFalse();
    }

    [Fact]
    public void Remove_DominantSpeaker_LeadsToTheNextAndFreesThePlace()
    {
        Talk(TimeSpan.FromSeconds(2), (1, Loud), (2, Quiet));

        var change = speakers.Remove(1, now);

        change.ShouldBe(ActiveSpeakersChange.Active | ActiveSpeakersChange.Dominant);
        Dominant().ShouldBe(2);
        speakers.IsActive(1).ShouldBeFalse();
        speakers.Remove(1, now).ShouldBe(ActiveSpeakersChange.None);
    }

    [Fact]
    public void Report_MoreSpeakersThanRemembered_StaysBounded()
    {
        var bounded = new ActiveSpeakers<int>(new ActiveSpeakersOptions { MaxActive = 2, MaxSpeakers = 4 });

        for (var speaker = 0; speaker < 1_000; speaker++)
        {
            bounded.Report(speaker, Loud, now += AudioFormat.FrameDuration);
        }

        bounded.ActiveCount.ShouldBeLessThanOrEqualTo(2);
        Span<int> active = stackalloc int[8];
        bounded.CopyActive(active).ShouldBe(bounded.ActiveCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Report_RandomRoom_NeverMoreThanThreeAndDominantIsActive(int seed)
    {
        var random = new Random(seed);

        for (var round = 0; round < 20_000; round++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 30));
            var speaker = random.Next(8);
            if (random.Next(50) == 0)
            {
                speakers.Remove(speaker, now);
            }
            else
            {
                speakers.Report(speaker, (byte)random.Next(128), now);
            }

            speakers.ActiveCount.ShouldBeInRange(0, 3, $"seed {seed}");
            Active().Length.ShouldBe(speakers.ActiveCount, $"seed {seed}");
            if (speakers.TryGetDominant(out var dominant))
            {
                speakers.IsActive(dominant).ShouldBeTrue($"seed {seed}");
            }
        }
    }

    [Fact]
    public void Report_KnownSpeakers_AllocatesNothing()
    {
        Talk(TimeSpan.FromSeconds(1), (0, Loud), (1, Loud), (2, Quiet), (3, Loud));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var packet = 0; packet < 1_000; packet++)
        {
            speakers.Report(packet % 4, (byte)(packet % 128), now += AudioFormat.FrameDuration);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Options_Defaults_AreThese()
    {
        var options = new ActiveSpeakersOptions();

        options.MaxActive.ShouldBe(3);
        options.MaxSpeakers.ShouldBe(64);
        options.SilenceLevel.ShouldBe(60);
        options.TakeOverMarginDb.ShouldBe(6);
        options.MinStay.ShouldBe(TimeSpan.FromMilliseconds(500));
        options.SilenceTimeout.ShouldBe(TimeSpan.FromSeconds(1));
        Should.Throw<ValidationException>(() => new ActiveSpeakers<int>(new ActiveSpeakersOptions { MaxActive = 0 }))
            .Message.ShouldBe("The field MaxActive must be between 1 and 64.");
    }

    private void Talk(TimeSpan duration, params ReadOnlySpan<(int Speaker, int Level)> levels)
    {
        for (var end = now + duration; now < end;)
        {
            now += AudioFormat.FrameDuration;
            foreach (var (speaker, level) in levels)
            {
                speakers.Report(speaker, (byte)level, now);
            }
        }
    }

    private int[] Active()
    {
        var active = new int[8];
        return active[..speakers.CopyActive(active)];
    }

    private int Dominant()
    {
        speakers.TryGetDominant(out var dominant).ShouldBeTrue();
        return dominant;
    }
}

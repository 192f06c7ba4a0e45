using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Rooms;

/// <summary>Who is told that nobody hears them, or that they hear nothing.</summary>
public sealed class HearingWatchTests
{
    private const uint Voice = 7;
    private const uint OtherVoice = 8;
    private const int Speaking = 50;

    private readonly PlayedReport speaker = new();
    private readonly PlayedReport[] listeners = [new(), new(), new()];

    [Fact]
    public void Assess_ASpeakerWhomNoListenerPlaysForThreeBeats_IsToldOnce()
    {
        Beat(Speaking, [OtherVoice], [OtherVoice], []).ShouldBeEmpty();
        Beat(Speaking, [OtherVoice], [OtherVoice], [OtherVoice]).ShouldBeEmpty();

        Beat(Speaking, [], [], []).ShouldHaveSingleItem().ShouldBe((0, new HearingNotice { NobodyHearsYou = true }));

        Beat(Speaking, [], [], []).ShouldBeEmpty();
    }

    [Fact]
    public void Assess_ASpeakerWhoIsHeardAgain_IsToldAtOnce()
    {
        Beats(3, Speaking, [], [], []);

        Beat(Speaking, [Voice], [], []).ShouldContain((0, new HearingNotice()));
    }

    [Theory]
    [InlineData(Voice)]
    [InlineData(0u)]
    public void Assess_ASpeakerWhomOneListenerPlaysAloneOrInTheMix_IsToldNothing(uint source) =>
        Beats(4, Speaking, [source], [], []).ShouldNotContain(told => told.Notice.NobodyHearsYou);

    [Fact]
    public void Assess_ASpeakerWhoSaysNothing_IsToldNothing() => Beats(5, 10, [], [], []).ShouldBeEmpty();

    [Fact]
    public void Assess_ASpeakerWithOneListenerWhoReports_IsToldNothing() => Beats(5, Speaking, [], null, null).ShouldBeEmpty();

    [Fact]
    public void Assess_AListenerWhoPlaysNothingOfWhatTwoOthersPlay_IsToldUntilItPlays()
    {
        Beats(2, Speaking, [Voice], [Voice], []).ShouldBeEmpty();

        Beat(Speaking, [Voice], [Voice], []).ShouldHaveSingleItem().ShouldBe((3, new HearingNotice { YouHearNothing = true }));
        Beat(Speaking, [Voice], [Voice], [Voice]).ShouldHaveSingleItem().ShouldBe((3, new HearingNotice()));
    }

    [Fact]
    public void Assess_AListenerOfASilentRoom_IsToldNothing() => Beats(5, 0, [], [], []).ShouldBeEmpty();

    [Fact]
    public void Assess_ASpeakerWhoIsTheOnlyVoice_IsNotDeaf()
    {
        var told = new List<(int Index, HearingNotice Notice)>();
        for (var beat = 0; beat < 5; beat++)
        {
            told.AddRange(HearingWatch.Assess(
            [
                new HearingSample(speaker, Voice, Speaking, Array.Empty<uint>()),
                new HearingSample(listeners[0], null, 0, new[] { Voice }),
                new HearingSample(listeners[1], null, 0, new[] { Voice }),
            ]));
        }

        told.ShouldBeEmpty();
    }

    [Fact]
    public void Take_OfWhatWasReported_IsOnceAndOnlyWhatWasPlayed()
    {
        var device = new PlayedReport();
        device.Take().ShouldBeNull();

        device.Add([new SpeakerHeard { Source = Voice, Played = 3 }, new SpeakerHeard { Source = OtherVoice, Concealed = 3 }]);

        device.Take().ShouldNotBeNull().ShouldBe([Voice]);
        device.Take().ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void Add_OfNothingPlayed_IsAReport()
    {
        var device = new PlayedReport();

        device.Add([new SpeakerHeard()]);

        device.HasReported.ShouldBeTrue();
        device.Take().ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void Add_OfOneVoiceInTwoReports_NamesItOnce()
    {
        var device = new PlayedReport();

        device.Add([new SpeakerHeard { Source = Voice, Played = 1 }]);
        device.Add([new SpeakerHeard { Source = Voice, Played = 1 }]);

        device.Take().ShouldNotBeNull().ShouldBe([Voice]);
    }

    [Fact]
    public void Add_OfMoreVoicesThanAStageHas_IsBounded()
    {
        var device = new PlayedReport();

        for (var message = 0u; message < 10; message++)
        {
            device.Add([.. Enumerable.Range(0, 100).Select(
                source => new SpeakerHeard { Source = (message * 100) + (uint)source, Played = 1 })]);
        }

        device.Take().ShouldNotBeNull().Count.ShouldBe(32);
    }

    private List<(int Index, HearingNotice Notice)> Beats(int count, int spoken, params uint[]?[] played)
    {
        var told = new List<(int, HearingNotice)>();
        for (var beat = 0; beat < count; beat++)
        {
            told.AddRange(Beat(spoken, played));
        }

        return told;
    }

    private IReadOnlyList<(int Index, HearingNotice Notice)> Beat(int spoken, params uint[]?[] played) => HearingWatch.Assess(
    [
        new HearingSample(speaker, Voice, spoken, null),
        .. played.Select((sources, index) => new HearingSample(listeners[index], null, 0, sources)),
    ]);
}
